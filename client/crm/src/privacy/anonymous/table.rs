//! Hiding small counts of a table with its totals (cell suppression).
//!
//! The table with its totals is a grid whose lines each add up: the cells of a line to its total. A hidden count can be worked
//! out exactly if and only if it is a bridge of the graph whose nodes are the lines and whose edges are the hidden counts
//! (each line is one equation; an edge on no cycle is fixed by them). So counts from 1 to `k` − 1 are hidden, and then the
//! smallest others, until no hidden count is a bridge. Only counts above zero are hidden: along a cycle of such counts one
//! can always be taken for one less and its neighbours for one more, so that no hidden count is certain. Those of a line
//! whose total is shown come to `k` together. What is shown is rounded to fives, so that a second question does not give a
//! single person away.
//!
//! `k` is of people: where one person may stand behind several of what is counted, a count is small if fewer than `k`
//! different ones do, and what is hidden in a line is theirs together.

/// How many people a shown count stands for at least, unless asked for otherwise.
pub const K: u32 = 10;
/// No smaller `k` is taken.
pub const MIN_K: u32 = 5;
/// Shown counts are rounded to this.
const STEP: u32 = 5;

/// A table of fewer than `k` in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("fewer than {0} in all")]
pub struct TooFew(pub u32);

/// A table that may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Counts by row and column, the totals last in each; `None` is hidden.
    pub counts: Vec<Vec<Option<u32>>>,
    /// Hidden because they are small.
    pub small: u32,
    /// Hidden so that no sum gives those away.
    pub others: u32,
    /// The `k` that holds.
    pub k: u32,
}

/// A count by its row and column.
pub(super) type Place = (usize, usize);

/// Whether at least so many different people stand behind these counts together.
pub(super) type Enough<'a> = &'a dyn Fn(&[Place], u32) -> bool;

/// Which counts of a grid with totals are hidden.
struct Grid<'a> {
    /// With the totals as last row and column.
    counts: Vec<Vec<u64>>,
    hidden: Vec<Vec<bool>>,
    /// Of counts that are no totals.
    enough: Enough<'a>,
}

impl<'a> Grid<'a> {
    fn new(cells: &[Vec<u32>], enough: Enough<'a>) -> Self {
        let columns = cells.iter().map(Vec::len).max().unwrap_or_default();
        let row = |cells: &Vec<u32>| {
            let mut row: Vec<u64> =
                (0..columns).map(|at| u64::from(cells.get(at).copied().unwrap_or_default())).collect();
            row.push(row.iter().sum());
            row
        };
        let mut counts: Vec<Vec<u64>> = cells.iter().map(row).collect();
        let totals = (0..=columns).map(|at| counts.iter().map(|row| row[at]).sum()).collect();
        counts.push(totals);
        let hidden = counts.iter().map(|row| vec![false; row.len()]).collect();
        Self { counts, hidden, enough }
    }

    fn rows(&self) -> usize {
        self.counts.len()
    }

    fn columns(&self) -> usize {
        self.counts.first().map_or(0, Vec::len)
    }

    fn places(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let columns = self.columns();
        (0..self.rows()).flat_map(move |row| (0..columns).map(move |column| (row, column)))
    }

    /// Whether at least `k` people stand behind counts, of which some may be totals.
    fn is_enough(&self, places: &[Place], k: u32) -> bool {
        let (last_row, last_column) = (self.rows() - 1, self.columns() - 1);
        let mut cells = Vec::new();
        for (row, column) in places.iter().copied() {
            let rows = if row == last_row { 0..last_row } else { row..row + 1 };
            let columns = if column == last_column { 0..last_column } else { column..column + 1 };
            cells.extend(rows.flat_map(|row| columns.clone().map(move |column| (row, column))));
        }
        (self.enough)(&cells, k)
    }

    fn hide_small(&mut self, k: u32) -> u32 {
        let is_small = |place: &Place| self.counts[place.0][place.1] > 0 && !self.is_enough(&[*place], k);
        let small: Vec<Place> = self.places().filter(is_small).collect();
        small.iter().for_each(|(row, column)| self.hidden[*row][*column] = true);
        small.len() as u32
    }

    /// The counts that join the two lines of a count another way: those that cost the least to hide, hidden ones nothing. Never
    /// over zeros.
    fn way_round(&self, (row, column): (usize, usize)) -> Vec<(usize, usize)> {
        let (rows, lines) = (self.rows(), self.rows() + self.columns());
        let mut cost: Vec<Option<u64>> = vec![None; lines];
        let mut from: Vec<Option<(usize, (usize, usize))>> = vec![None; lines];
        let mut done = vec![false; lines];
        cost[row] = Some(0);
        // Dijkstra over a few dozen lines: the nearest is looked for by going over all of them.
        while let Some((so_far, line)) =
            (0..lines).filter(|line| !done[*line]).filter_map(|line| Some((cost[line]?, line))).min()
        {
            done[line] = true;
            let across = if line < rows { self.columns() } else { rows };
            for other in 0..across {
                let place = if line < rows { (line, other) } else { (other, line - rows) };
                let to = if line < rows { rows + other } else { other };
                let count = self.counts[place.0][place.1];
                if count == 0 || place == (row, column) {
                    continue;
                }
                let there = so_far + if self.hidden[place.0][place.1] { 0 } else { count };
                if cost[to].is_none_or(|known| there < known) {
                    cost[to] = Some(there);
                    from[to] = Some((line, place));
                }
            }
        }
        let mut way = Vec::new();
        let mut at = rows + column;
        while let Some((line, place)) = from[at] {
            way.push(place);
            at = line;
        }
        way
    }

    /// The smallest shown count of a line whose hidden ones stand for fewer than `k` together: their sum is the total less
    /// what is shown, so it would stand for them as a count does.
    fn too_small_together(&self, k: u32) -> Option<Place> {
        let (last_row, last_column) = (self.rows() - 1, self.columns() - 1);
        let of_rows = (0..=last_row).map(|row| ((row, last_column), (0..last_column).map(|c| (row, c)).collect()));
        let of_columns = (0..=last_column).map(|c| ((last_row, c), (0..last_row).map(|row| (row, c)).collect()));
        let lines: Vec<(Place, Vec<Place>)> = of_rows.chain(of_columns).collect();
        let is_hidden = |place: &(usize, usize)| self.hidden[place.0][place.1];
        let count = |place: &(usize, usize)| self.counts[place.0][place.1];
        lines.into_iter().find_map(|(total, cells)| {
            let hidden: Vec<Place> = cells.iter().copied().filter(is_hidden).collect();
            if is_hidden(&total) || hidden.is_empty() || self.is_enough(&hidden, k) {
                return None;
            }
            let shown = cells.into_iter().filter(|place| !is_hidden(place) && count(place) > 0);
            shown.min_by_key(|place| (count(place), *place))
        })
    }

    /// Hides others until no sum gives a hidden count away. There is always a way round: with a count above zero the totals of
    /// its row and column, and that of all, are too.
    fn hide_others(&mut self) -> u32 {
        let mut others = 0;
        let hidden: Vec<(usize, usize)> = self.places().filter(|(row, column)| self.hidden[*row][*column]).collect();
        for place in hidden {
            for (row, column) in self.way_round(place) {
                others += u32::from(!std::mem::replace(&mut self.hidden[row][column], true));
            }
        }
        others
    }
}

pub(super) fn rounded(count: u64) -> u32 {
    let step = u64::from(STEP);
    u32::try_from((count + step / 2) / step * step).unwrap_or(u32::MAX)
}

/// A table of counts of people as it may be shown: none stands for fewer than `k`, and none of those hidden can be worked
/// out.
pub fn protect(cells: &[Vec<u32>], k: u32) -> Result<Shown, TooFew> {
    let count = |place: &Place| cells.get(place.0).and_then(|row| row.get(place.1)).copied().unwrap_or_default();
    protect_by(cells, k, &|places: &[Place], k: u32| {
        places.iter().map(|place| u64::from(count(place))).sum::<u64>() >= u64::from(k)
    })
}

/// The same of counts of anything, by who stands behind them.
pub(super) fn protect_by(cells: &[Vec<u32>], k: u32, enough: Enough<'_>) -> Result<Shown, TooFew> {
    let k = k.max(MIN_K);
    let mut grid = Grid::new(cells, enough);
    let total = (grid.rows() - 1, grid.columns() - 1);
    if !grid.is_enough(&[total], k) {
        return Err(TooFew(k));
    }
    let small = grid.hide_small(k);
    let mut others = grid.hide_others();
    while let Some((row, column)) = grid.too_small_together(k) {
        grid.hidden[row][column] = true;
        others += 1 + grid.hide_others();
    }
    let row = |(counts, hidden): (&Vec<u64>, &Vec<bool>)| {
        counts.iter().zip(hidden).map(|(count, hidden)| (!hidden).then(|| rounded(*count))).collect()
    };
    let counts = grid.counts.iter().zip(&grid.hidden).map(row).collect();
    Ok(Shown { counts, small, others, k })
}
