//! Rule 12: statistics single nobody out. Whether a hidden count can be worked out is asked here in another way than the code
//! does it: by solving the equations that the totals are.

use proptest::prelude::*;
use tacit_crm::privacy::anonymous::{MIN_K, OTHERS, QUESTIONS, TooFew, protect};
use tacit_crm::schema::key;
use tacit_crm::{Kind, Record, RecordId, Value};

/// The totals of a grid as equations over its hidden counts: one for each row and column of the grid, totals included.
fn equations(shown: &[Vec<Option<u32>>]) -> (usize, Vec<Vec<f64>>) {
    let (rows, columns) = (shown.len(), shown[0].len());
    let hidden: Vec<(usize, usize)> = (0..rows)
        .flat_map(|row| (0..columns).map(move |column| (row, column)))
        .filter(|(row, column)| shown[*row][*column].is_none())
        .collect();
    let sign = |at: usize, end: usize| if at + 1 == end { -1.0 } else { 1.0 };
    let of_rows =
        (0..rows).map(|line| hidden.iter().map(|(r, c)| if *r == line { sign(*c, columns) } else { 0.0 }).collect());
    let of_columns =
        (0..columns).map(|line| hidden.iter().map(|(r, c)| if *c == line { sign(*r, rows) } else { 0.0 }).collect());
    (hidden.len(), of_rows.chain(of_columns).collect())
}

fn rank(mut matrix: Vec<Vec<f64>>) -> usize {
    let mut rank = 0;
    for column in 0..matrix.first().map_or(0, Vec::len) {
        let Some(pivot) = (rank..matrix.len()).find(|row| matrix[*row][column].abs() > 1e-9) else { continue };
        matrix.swap(rank, pivot);
        for row in 0..matrix.len() {
            if row != rank && matrix[row][column].abs() > 1e-9 {
                let factor = matrix[row][column] / matrix[rank][column];
                for at in column..matrix[row].len() {
                    matrix[row][at] -= factor * matrix[rank][at];
                }
            }
        }
        rank += 1;
    }
    rank
}

/// Hidden counts that the equations fix: with a further equation that names one alone, they say no more than without.
fn worked_out(shown: &[Vec<Option<u32>>]) -> usize {
    let (hidden, matrix) = equations(shown);
    let before = rank(matrix.clone());
    let fixed = |at: usize| {
        let mut with = matrix.clone();
        with.push((0..hidden).map(|column| f64::from(u8::from(column == at))).collect());
        rank(with) == before
    };
    (0..hidden).filter(|at| fixed(*at)).count()
}

proptest! {
    #[test]
    fn rule_12_no_shown_count_stands_for_fewer_than_k_and_no_hidden_one_can_be_worked_out(
        cells in (1_usize..6, 1_usize..6).prop_flat_map(|(rows, columns)| {
            prop::collection::vec(prop::collection::vec(prop_oneof![Just(0_u32), 1_u32..8, 1_u32..60], columns), rows)
        }),
        k in 1_u32..20,
    ) {
        let total: u32 = cells.iter().flatten().sum();
        let limit = k.max(MIN_K);
        let shown = match protect(&cells, k) {
            Err(refused) => {
                prop_assert!(total < limit);
                prop_assert_eq!(refused, TooFew(limit));
                return Ok(());
            }
            Ok(shown) => shown,
        };
        prop_assert_eq!(shown.k, limit);
        let (rows, columns) = (cells.len(), cells[0].len());
        let truth = |row: usize, column: usize| -> u32 {
            let in_row = |row: usize| if column < columns { cells[row][column] } else { cells[row].iter().sum() };
            if row < rows { in_row(row) } else { (0..rows).map(in_row).sum() }
        };
        let mut hidden = 0;
        for row in 0..=rows {
            for column in 0..=columns {
                let count = truth(row, column);
                match shown.counts[row][column] {
                    None => {
                        hidden += 1;
                        prop_assert!(count > 0, "nothing is gained by hiding a zero");
                    }
                    Some(said) => {
                        prop_assert!(count == 0 || count >= limit, "{count} is shown as {said}");
                        prop_assert!(said % 5 == 0 && said.abs_diff(count) <= 2);
                    }
                }
            }
        }
        prop_assert_eq!(hidden, shown.small + shown.others);
        // What is hidden in a line is known by its total: together they are no small group either.
        for line in 0..=rows {
            let sum: u32 = (0..columns).filter(|at| shown.counts[line][*at].is_none()).map(|at| truth(line, at)).sum();
            prop_assert!(shown.counts[line][columns].is_none() || sum == 0 || sum >= limit);
        }
        for line in 0..=columns {
            let sum: u32 = (0..rows).filter(|at| shown.counts[*at][line].is_none()).map(|at| truth(at, line)).sum();
            prop_assert!(shown.counts[rows][line].is_none() || sum == 0 || sum >= limit);
        }
        // Not even if the counts were shown as they are.
        let exact: Vec<Vec<Option<u32>>> = (0..=rows)
            .map(|row| (0..=columns).map(|column| shown.counts[row][column].map(|_| truth(row, column))).collect())
            .collect();
        prop_assert_eq!(worked_out(&exact), 0);
    }
}

#[test]
fn rule_12_a_count_is_not_given_away_by_its_total() {
    // Without the second step, 3 would be 43 less 40.
    let shown = protect(&[vec![40, 3], vec![20, 30]], 10).unwrap();
    assert_eq!((shown.small, shown.others), (1, 3), "one of each line goes with it");
    assert_eq!(shown.counts[2][2], Some(95), "93, rounded");
    assert_eq!(protect(&[vec![3]], 10), Err(TooFew(10)));
    assert_eq!(protect(&[vec![5]], 1).unwrap().k, MIN_K, "no smaller one is taken");
}

#[test]
fn rule_12_questions_know_quarters_and_bands_and_no_restricted_person() {
    let mut world = crate::world::World::new();
    for (at, status) in ["warm", "warm", "cold"].into_iter().enumerate() {
        let person = world.person(&format!("P{at}"), &[]);
        world.edit(person, key::STATUS, Value::text(status));
        if at == 0 {
            let restriction =
                tacit_crm::privacy::Restriction { person, since: world.now, why: "x".into(), until: None };
            let stamp = world.stamp();
            world.add(&restriction.write(stamp).unwrap());
        }
    }
    let stamp = world.stamp();
    let mut deal = Record::new(Kind::Deal, stamp);
    deal.set(key::NAME, Value::text("Roof for Ada Lovelace"), stamp).unwrap();
    deal.set(key::CLOSED, Value::Number(world.now), stamp).unwrap();
    world.add(&deal);
    world.book.restrict(world.now);
    let asked = |word: &str| world.book.answered(*QUESTIONS.iter().find(|one| one.word == word).unwrap());
    let people = asked("people_status");
    assert_eq!(people.rows, ["2026 Q4"]);
    assert_eq!(
        (people.columns.as_slice(), people.counts.as_slice()),
        (["cold".to_owned(), "warm".to_owned()].as_slice(), [vec![1, 1]].as_slice())
    );
    let deals = asked("deals_closed");
    assert_eq!(
        (deals.rows.as_slice(), deals.counts.as_slice()),
        (["2026 Q4".to_owned()].as_slice(), [vec![1]].as_slice())
    );
}

fn activities(world: &mut crate::world::World, who: RecordId, what: &str, count: usize) {
    for _ in 0..count {
        let stamp = world.stamp();
        let mut activity = Record::new(Kind::Activity, stamp);
        activity.set(key::TYPE, Value::text(what), stamp).unwrap();
        activity.set(key::ABOUT, Value::Relations(vec![who]), stamp).unwrap();
        world.add(&activity);
    }
}

#[test]
fn rule_12_a_count_of_calls_with_one_customer_is_not_shown() {
    let mut world = crate::world::World::new();
    let people: Vec<RecordId> = (0..15).map(|at| world.person(&format!("P{at}"), &[])).collect();
    let question = *QUESTIONS.iter().find(|one| one.word == "activities").unwrap();
    activities(&mut world, people[0], "call", 12);
    assert_eq!(world.book.answered(question).counts, [vec![12]]);
    assert_eq!(world.book.answered(question).protected(10), Err(TooFew(10)), "twelve calls, one customer");
    for person in &people {
        activities(&mut world, *person, "email", 2);
        activities(&mut world, *person, "meeting", 1);
    }
    let (table, shown) = world.book.answered(question).protected(10).unwrap();
    assert!(!table.columns.contains(&"call".to_owned()), "the name of a hidden line");
    assert_eq!(table.columns.last().unwrap(), OTHERS);
    assert_eq!(table.counts.iter().flatten().sum::<u32>(), 57, "nothing is dropped");
    assert_eq!(table.columns, ["email", OTHERS], "what hides the calls is joined with them");
    assert_eq!(shown.counts, vec![vec![Some(30), Some(25), Some(55)]; 2]);
}

#[test]
fn rule_12_lines_beyond_the_most_are_joined() {
    let mut world = crate::world::World::new();
    for at in 0..30 {
        let person = world.person(&format!("P{at}"), &[]);
        world.edit(person, key::STATUS, Value::text(format!("status {at:02}")));
    }
    let people = world.book.answered(QUESTIONS[0]);
    assert_eq!((people.columns.len(), people.columns.last().unwrap().as_str()), (25, OTHERS));
    assert_eq!(people.counts.iter().flatten().sum::<u32>(), 30);
    let (table, shown) = people.protected(10).unwrap();
    assert_eq!((table.columns.as_slice(), shown.small), ([OTHERS.to_owned()].as_slice(), 0));
}

#[test]
fn rule_12_deals_that_were_theirs_alone_stay_as_rows_that_nothing_links() {
    let mut world = crate::world::World::new();
    let (ada, bo) = (world.person("Annabella", &[]), world.person("Bo", &[]));
    let others: Vec<RecordId> = (1..MIN_K).map(|nth| world.person(&format!("Other {nth}"), &[])).collect();
    let stage = world.draw();
    let deal = |world: &mut crate::world::World, people: Vec<RecordId>| {
        let stamp = world.stamp();
        let mut deal = Record::new(Kind::Deal, stamp);
        let amount = tacit_crm::Money::new(1_240_000, tacit_crm::Currency::EUR);
        let fields = [
            (key::NAME, Value::text("Roof of Annabella")),
            (key::NOTES, Value::text("the house on the hill")),
            (key::STAGE, Value::Link(stage)),
            (key::AMOUNT, Value::Money(amount)),
            (key::CLOSED, Value::Number(world.now)),
            (key::PEOPLE, Value::Relations(people)),
        ];
        for (field, value) in fields {
            deal.set(field, value, stamp).unwrap();
        }
        world.add(&deal)
    };
    let (hers, shared) = (deal(&mut world, vec![ada]), deal(&mut world, vec![ada, bo]));
    let crowd: Vec<RecordId> = others.iter().map(|one| deal(&mut world, vec![*one])).collect();
    let stamp = world.stamp();
    let mut note = Record::new(Kind::Activity, stamp);
    note.set(key::ABOUT, Value::Relations(vec![ada, hers]), stamp).unwrap();
    let note = world.add(&note);
    let mut erasure = world.book.erasure(&ada, &crate::world::marker).unwrap();
    assert_eq!(erasure.rewritten.len(), 3, "without the wish all of them lose their link only");
    assert_eq!(erasure.take_deals(&world.book, &ada), [hers]);
    let gone: Vec<_> = erasure.gone.iter().map(|(id, _)| *id).collect();
    assert_eq!(gone, [ada, hers, note], "what is about her and her deal goes");
    assert_eq!(erasure.rewritten, [shared]);

    let stamp = world.stamp();
    let row = world.book.anonymous_deal(&hers, "Anonymous deal", stamp).unwrap();
    let fields: Vec<_> = row.fields().into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, [key::NAME, key::STAGE, key::AMOUNT, key::CLOSED]);
    assert_eq!(row.get(key::CLOSED), Value::Number(1_790_812_800_000), "1 October 2026: the quarter, not the day");
    let band = tacit_crm::Money::new(1_500_000, tacit_crm::Currency::EUR);
    assert_eq!(row.get(key::AMOUNT), Value::Money(band), "from ten to twenty thousand");
    let nameless = world.book.anonymous_deal(&hers, "", stamp).unwrap();
    let nameless = world.add(&nameless);
    assert!(world.book.is_anonymous(&nameless));
    let exact = tacit_crm::Money::new(1_240_000, tacit_crm::Currency::EUR);
    world.edit(nameless, key::AMOUNT, Value::Money(exact));
    assert!(!world.book.is_anonymous(&nameless), "an exact amount singles out");
    let plain = row.encode();
    for id in [ada, hers] {
        assert!(!plain.windows(16).any(|window| window == id.0), "no way back");
    }
    for id in [nameless, crowd[0]] {
        world.book.remove(&id);
    }
    // As many as one likes of her own and of one other are no crowd, whoever is beside them.
    for number in 0..MIN_K as u8 {
        deal(&mut world, vec![ada]);
        deal(&mut world, vec![others[1]]);
        deal(&mut world, vec![others[1], RecordId([200 + number; 16])]);
    }
    let alone = world.book.anonymous_deal(&hers, "", stamp).unwrap();
    let fields: Vec<_> = alone.fields().into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, [key::STAGE], "four are too few");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What a row says is said by enough deals; or it says no more than where it stands.
    #[test]
    fn rule_12_a_row_says_no_more_than_enough_deals_say(
        deals in proptest::collection::vec((0u8..2, 0i64..6, 0u8..3, 0u64..5, 0u8..12), 1..60)
    ) {
        let mut world = crate::world::World::new();
        let ids: Vec<RecordId> = deals.iter().map(|(stage, amount, origin, closed, whose)| {
            let stamp = world.stamp();
            let mut deal = Record::new(Kind::Deal, stamp);
            let minor = [9_000, 12_000, 15_000, 70_000, 71_000, 900_000][*amount as usize];
            let closed = (*closed > 0).then(|| world.now - closed * 91 * 86_400_000);
            let fields = [
                (key::STAGE, Value::Link(RecordId([*stage + 1; 16]))),
                (key::AMOUNT, Value::Money(tacit_crm::Money::new(minor, tacit_crm::Currency::EUR))),
                (key::ORIGIN, Value::text(["", "fair", "friends"][usize::from(*origin)])),
                (key::CLOSED, closed.map_or(Value::Empty, Value::Number)),
                (key::PEOPLE, Value::Relations(vec![RecordId([*whose + 100; 16])])),
            ];
            for (field, value) in fields {
                deal.set(field, value, stamp).unwrap();
            }
            world.add(&deal)
        }).collect();
        let stamp = world.stamp();
        // Who knows the finest row of each deal and reads one row: whose can it be?
        let rows: Vec<Record> = ids.iter().map(|id| world.book.anonymous_deal(id, "", stamp).unwrap()).collect();
        let quarter = |row: &Record| match row.get(key::CLOSED) {
            Value::Number(ms) => tacit_crm::recur::Day::of_ms(ms).map(|day| (day.year(), (day.month() - 1) / 3)),
            _ => None,
        };
        for (id, row) in ids.iter().zip(&rows) {
            let is_bare = row.fields().iter().all(|(field, _)| *field == key::STAGE);
            let may_be = |other: &&RecordId| {
                let other = world.book.record(other).unwrap();
                let band = |money: Value| match money {
                    Value::Money(money) => [10_000, 20_000, 50_000, 100_000, 200_000, 500_000, i64::MAX]
                        .iter()
                        .position(|end| money.minor < *end),
                    _ => None,
                };
                other.get(key::STAGE) == row.get(key::STAGE)
                    && (row.get(key::AMOUNT).is_empty() || band(row.get(key::AMOUNT)) == band(other.get(key::AMOUNT)))
                    && (row.get(key::ORIGIN).is_empty() || row.get(key::ORIGIN) == other.get(key::ORIGIN))
                    && (quarter(row).is_none() || quarter(row) == quarter(&other))
            };
            let whose = |id: &RecordId| world.book.get(id).unwrap().relations(key::PEOPLE);
            let alike = ids.iter().filter(may_be).map(whose).collect::<std::collections::BTreeSet<_>>().len();
            prop_assert!(is_bare || alike >= MIN_K as usize, "{id:?}: {row:?} could be {alike}");
            prop_assert!(may_be(&id));
        }
    }
}
