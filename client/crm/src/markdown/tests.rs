//! What notes become, and what they may not become.

use super::*;
use proptest::prelude::*;

fn text(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

fn paragraph(words: &str) -> Block {
    Block::Paragraph(vec![text(words)])
}

/// The deepest nesting and the number of nodes.
fn size(blocks: &[Block]) -> (usize, usize) {
    fn inlines(all: &[Inline], depth: usize, most: &mut (usize, usize)) {
        most.0 = most.0.max(depth);
        most.1 += all.len();
        for inline in all {
            match inline {
                Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => {
                    inlines(inner, depth + 1, most);
                }
                Inline::Link { inlines: inner, .. } => inlines(inner, depth + 1, most),
                _ => {}
            }
        }
    }
    fn walk(all: &[Block], depth: usize, most: &mut (usize, usize)) {
        most.0 = most.0.max(depth);
        most.1 += all.len();
        for block in all {
            match block {
                Block::Heading(_, inner) | Block::Paragraph(inner) => inlines(inner, depth, most),
                Block::Quote(inner) => walk(inner, depth + 1, most),
                Block::List { items, .. } => {
                    most.1 += items.len();
                    items.iter().for_each(|item| walk(&item.blocks, depth + 1, most));
                }
                Block::Table { head, rows } => {
                    [head].into_iter().chain(rows).flatten().for_each(|cell| inlines(cell, depth, most));
                }
                Block::Code(_) | Block::Rule => {}
            }
        }
    }
    let mut most = (0, 0);
    walk(blocks, 0, &mut most);
    most
}

fn links(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    parse(source).iter().for_each(|block| {
        visit_block(block, &mut |inline| {
            if let Inline::Link { to, .. } = inline {
                found.push(to.clone());
            }
        });
    });
    found
}

#[test]
fn every_kind_of_block_is_read() {
    let source = "# Call\n\nAsked for *two* **offers**,\nnot `one`.\n\n> quoted\n\n3. third\n4. fourth\n\n---\n\n\
     ```js\nlet a;\n```\n\n| a | b |\n|---|---|\n| 1 | ~~2~~ |\n";
    let mark = |make: fn(Vec<Inline>) -> Inline, words: &str| make(vec![text(words)]);
    let item = |words: &str| Item { task: None, blocks: vec![paragraph(words)] };
    assert_eq!(
        parse(source),
        [
            Block::Heading(1, vec![text("Call")]),
            Block::Paragraph(vec![
                text("Asked for "),
                mark(Inline::Emphasis, "two"),
                text(" "),
                mark(Inline::Strong, "offers"),
                text(","),
                Inline::Break,
                text("not "),
                Inline::Code("one".to_owned()),
                text("."),
            ]),
            Block::Quote(vec![paragraph("quoted")]),
            Block::List { ordered: Some(3), items: vec![item("third"), item("fourth")] },
            Block::Rule,
            Block::Code("let a;".to_owned()),
            Block::Table {
                head: vec![vec![text("a")], vec![text("b")]],
                rows: vec![vec![vec![text("1")], vec![mark(Inline::Strike, "2")]]],
            },
        ]
    );
    assert_eq!(plain(source), "Call\nAsked for two offers,\nnot one.\nquoted\nthird\nfourth\nlet a;\na b\n1 2");
}

#[test]
fn an_empty_note_is_an_empty_tree() {
    for source in ["", " \n\t\n", "[a]: https://a.example"] {
        assert_eq!(parse(source), []);
        assert_eq!(plain(source), "");
    }
}

#[test]
fn html_is_text() {
    for source in [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "<!-- hidden -->",
        "<div>\n\n**bold**\n\n</div>",
        "<svg/onload=alert(1)>",
    ] {
        let shown = plain(source);
        let marks = source.replace("**", "");
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&shown), words(&marks), "all of it is seen");
    }
    assert_eq!(parse("<script>\nalert(1)\n</script>").len(), 1);
}

#[test]
fn images_are_their_description() {
    assert_eq!(
        parse("![a *cat*](https://tracker.example/1.png)"),
        [Block::Paragraph(vec![text("a "), Inline::Emphasis(vec![text("cat")])])]
    );
    let linked = parse("[![logo](https://a.example/1.png)](https://a.example)");
    let expected = Inline::Link { to: "https://a.example".to_owned(), inlines: vec![text("logo")] };
    assert_eq!(linked, [Block::Paragraph(vec![expected])]);
}

#[test]
fn only_safe_links_are_links() {
    for (source, to) in [
        ("[a](https://a.example)", "https://a.example"),
        ("<https://a.example/x>", "https://a.example/x"),
        ("<a@b.example>", "mailto:a@b.example"),
        ("[a](tel:+4930123)", "tel:+4930123"),
        ("[a][b]\n\n[b]: https://b.example", "https://b.example"),
        ("see https://a.example.", "https://a.example"),
        ("[](https://a.example)", "https://a.example"),
    ] {
        assert_eq!(links(source), [to], "{source}");
    }
    for source in [
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](javascript&#58;alert(1))",
        "[a](javascript&colon;alert(1))",
        "[a](java&#9;script:alert(1))",
        "[a](java&NewLine;script:alert(1))",
        "[a](&#1;javascript:alert(1))",
        "[a](<java script:alert(1)>)",
        "[a](<\tjavascript:alert(1)>)",
        "<javascript:alert(1)>",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "[a][b]\n\n[b]: vbscript:x",
        "[a](/settings)",
        "[a](member:1)",
    ] {
        assert_eq!(links(source), [""; 0], "{source}");
        assert!(!parse(source).is_empty(), "the text stays: {source}");
    }
    assert_eq!(parse("[a *b*](javascript:x)"), [Block::Paragraph(vec![text("a "), Inline::Emphasis(vec![text("b")])])]);
}

#[test]
fn a_link_is_never_inside_another() {
    let source = "[![a https://b.example](c.png) https://d.example **https://e.example**](https://f.example)";
    assert_eq!(links(source), ["https://f.example"]);
    assert_eq!(plain(source), "a https://b.example https://d.example https://e.example");
    let source = "[![a [b](https://b.example)](c.png)](https://f.example)";
    assert_eq!(
        links(source),
        ["https://b.example", "https://f.example"],
        "the inner one is the link, as in CommonMark"
    );
}

#[test]
fn members_are_mentioned_by_number() {
    let source = "Ask @[Anna Berg](member:7), *@[Ben](member:12)*\n- @[Anna](member:7)";
    assert_eq!(mentions(source), [7, 12]);
    assert_eq!(plain(source), "Ask @Anna Berg, @Ben\n@Anna");
    let mention = Inline::Mention { member: 7, name: "Anna Berg".to_owned() };
    assert_eq!(parse("@[Anna Berg](member:7)!"), [Block::Paragraph(vec![mention, text("!")])]);
    for none in [
        "[Anna](member:7)",
        "@[Anna](member:)",
        "@[Anna](member:+7)",
        "@[Anna](member:4294967296)",
        "@[Anna](member:7a)",
        "@[Anna](Member:7)",
        "@![Anna](member:7)",
        "`@[Anna](member:7)`",
        "@[Anna][a]\n\n[a]: member:7",
        "<member:7>",
        "    @[Anna](member:7)",
        "<b title='@[Anna](member:7)'>",
    ] {
        assert_eq!(mentions(none), [0; 0], "{none}");
    }
}

#[test]
fn boxes_are_numbered_and_ticked_in_the_source() {
    let source = "- [ ] call\n- [x] write\n  1. [X] inner\n\n> - [ ] quoted\n\n`- [ ] code`";
    let mut tasks = Vec::new();
    fn collect(blocks: &[Block], tasks: &mut Vec<Task>) {
        for block in blocks {
            match block {
                Block::Quote(inner) => collect(inner, tasks),
                Block::List { items, .. } => items.iter().for_each(|item| {
                    tasks.extend(item.task);
                    collect(&item.blocks, tasks);
                }),
                _ => {}
            }
        }
    }
    collect(&parse(source), &mut tasks);
    let expected = [(0, false), (1, true), (2, true), (3, false)].map(|(number, done)| Task { number, done });
    assert_eq!(tasks, expected);
    assert_eq!(plain(source), "call\nwrite\ninner\nquoted\n- [ ] code");
    assert_eq!(toggle(source, 0), Some(source.replace("[ ] call", "[x] call")));
    assert_eq!(toggle(source, 2), Some(source.replace("[X] inner", "[ ] inner")));
    assert_eq!(toggle(source, 3), Some(source.replace("[ ] quoted", "[x] quoted")));
    assert_eq!(toggle(source, 4), None);
    let back = toggle(source, 1).and_then(|ticked| toggle(&ticked, 1));
    assert_eq!(back.as_deref(), Some(source), "twice is as before");
}

#[test]
fn a_box_keeps_its_number_where_others_lie_too_deep_to_be_drawn() {
    let source = format!("{}- [ ] deep\n\n- [ ] after", "> ".repeat(MAX_DEPTH));
    let after = parse(&source).into_iter().find_map(|block| match block {
        Block::List { items, .. } => items.first().and_then(|item| item.task),
        _ => None,
    });
    assert_eq!(after, Some(Task { number: 1, done: false }));
    assert!(toggle(&source, 1).is_some_and(|ticked| ticked.ends_with("[x] after")));
}

#[test]
fn what_lies_too_deep_is_text() {
    let quotes = format!("{}deep *words*\n\nafter", "> ".repeat(1_000));
    assert_eq!(plain(&quotes), "deep words\nafter");
    let sources = [
        quotes,
        format!("{}words", "- ".repeat(1_000)),
        format!("{}a{}", "*_".repeat(500), "_*".repeat(500)),
        format!("{}a{}", "**a ".repeat(500), " b**".repeat(500)),
        (0..200).map(|depth| format!("{}- a\n\n{}b\n", "  ".repeat(depth), "  ".repeat(depth + 1))).collect(),
        format!("{}[a](https://a.example){}", "![".repeat(300), "](x)".repeat(300)),
    ];
    for source in sources {
        let (depth, _) = size(&parse(&source));
        assert!(depth <= MAX_DEPTH, "{depth}");
    }
}

#[test]
fn a_tree_has_a_largest_size_and_a_source_a_longest_length() {
    let huge = [
        "- a\n".repeat(16_000),
        "*a* ".repeat(16_000),
        format!("{}\n{}\n{}", "|a".repeat(500), "|-".repeat(500), "|\n".repeat(20_000)),
        "http://a ".repeat(7_000),
        "![](a) *b* `c`\n\n".repeat(4_000),
    ];
    for source in huge {
        let tree = parse(&source);
        assert!(size(&tree).1 <= MAX_NODES);
        assert_eq!(tree, [Block::Code(source)], "shown as it is written");
    }
    let long = "a *b* ".repeat(MAX_SOURCE / 4);
    assert_eq!(parse(&long), [Block::Code(long.clone())]);
    assert_eq!(toggle(&format!("- [ ] a\n{long}"), 0), None);
}

fn markdown_soup() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "*",
        "_",
        "**",
        "~~",
        "`",
        "```\n",
        "[",
        "]",
        "(",
        ")",
        "](",
        "![",
        "<",
        ">",
        "<b>",
        "</b>",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "> ",
        "# ",
        "|",
        "|-|",
        "---\n",
        "[ ] ",
        "[x] ",
        "@[A](member:7)",
        "https://a.example",
        "javascript:",
        "&amp;",
        "&#0;",
        "\\",
        "    ",
        "\t",
        "a",
        "ü",
        "b c",
        "\u{0}",
        "\u{202e}",
        "\r",
        "=",
        "[a]: b\n",
        "<!--",
        "-->",
    ]);
    prop::collection::vec(bits, 0..200).prop_map(|bits| bits.concat())
}

proptest! {
    #[test]
    fn no_source_breaks_the_tree(source in markdown_soup()) {
        let tree = parse(&source);
        let (depth, nodes) = size(&tree);
        prop_assert!(depth <= MAX_DEPTH && nodes <= MAX_NODES);
        for to in links(&source) {
            prop_assert_eq!(link::safe(&to), Some(to));
        }
        let _ = (plain(&source), mentions(&source));
        let mut number = 0;
        while let Some(ticked) = toggle(&source, number) {
            prop_assert_eq!(ticked.len(), source.len());
            prop_assert_eq!(mentions(&ticked), mentions(&source));
            number += 1;
        }
    }

    #[test]
    fn no_text_breaks_the_tree(source in any::<String>()) {
        let _ = (parse(&source), plain(&source), mentions(&source), toggle(&source, 0));
    }

    #[test]
    fn text_without_marks_keeps_its_words(words in prop::collection::vec("[\\p{L}]{1,12}", 0..80), lines in 1usize..9) {
        let source: Vec<String> = words.chunks(lines).map(|line| line.join(" ")).collect();
        let source = source.join("\n");
        let shown = plain(&source);
        prop_assert_eq!(shown.split_whitespace().collect::<Vec<_>>(), words);
    }

    #[test]
    fn whatever_is_escaped_is_drawn_as_it_is(source in prop_oneof![markdown_soup(), any::<String>()]) {
        let escaped = escape(&source, MAX_SOURCE);
        let seen = |text: &str| -> String {
            let hidden = |letter: char| letter.is_whitespace() || letter.is_control() || letter == '\u{feff}';
            text.chars().filter(|letter| !hidden(*letter)).collect()
        };
        prop_assert_eq!(seen(&plain(&escaped)), seen(&source));
        let plain_only = parse(&escaped).iter().all(|block| matches!(block, Block::Paragraph(_)));
        prop_assert!(plain_only, "{:?}", escaped);
        prop_assert!(escape(&source, 20).len() <= 20);
    }
}
