//! The tree of a note, out of the parser's events: what is open is on a stack, and what is closed goes to the one
//! below. Every cap of the tree is held here.

use super::{Block, Inline, Item, MAX_DEPTH, MAX_NODES, OPTIONS, Task, link, write_inlines};
use pulldown_cmark::{Event, LinkType, Parser, Tag};

/// The tree, or nothing if it would be too large.
pub(super) fn build(text: &str) -> Option<Vec<Block>> {
    let mut builder =
        Builder { stack: vec![Frame::new(Kind::Root)], deeper: 0, depth: 0, links: 0, nodes: 0, tasks: 0 };
    for event in Parser::new_ext(text, OPTIONS) {
        builder.take(event);
        if builder.nodes > MAX_NODES {
            return None;
        }
    }
    builder.finish()
}

/// Where a link leads.
enum Target {
    To(String),
    Member(u32),
    Nowhere,
}

enum Kind {
    Root,
    Quote,
    List(Option<u64>),
    Item(Option<Task>),
    Paragraph,
    /// Text straight in an item: no event will close it.
    Implied,
    Heading(u8),
    Code,
    Table,
    Row,
    Cell,
    Strong,
    Emphasis,
    Strike,
    Link(Target),
    Image,
}

impl Kind {
    fn of(tag: Tag<'_>) -> Self {
        match tag {
            Tag::BlockQuote(_) => Self::Quote,
            Tag::List(ordered) => Self::List(ordered),
            Tag::Item => Self::Item(None),
            Tag::Heading { level, .. } => Self::Heading(level as u8),
            Tag::CodeBlock(_) => Self::Code,
            Tag::Table(_) => Self::Table,
            Tag::TableHead | Tag::TableRow => Self::Row,
            Tag::TableCell => Self::Cell,
            Tag::Strong => Self::Strong,
            Tag::Emphasis => Self::Emphasis,
            Tag::Strikethrough => Self::Strike,
            Tag::Link { link_type, dest_url, .. } => Self::Link(target(link_type, &dest_url)),
            Tag::Image { .. } => Self::Image,
            // HTML is a paragraph of text; the other kinds belong to syntax that is not turned on.
            _ => Self::Paragraph,
        }
    }

    fn is_inline(&self) -> bool {
        matches!(self, Self::Strong | Self::Emphasis | Self::Strike | Self::Link(_) | Self::Image)
    }

    fn holds_blocks(&self) -> bool {
        matches!(self, Self::Root | Self::Quote | Self::Item(_))
    }

    /// Whether one may stand in another without end.
    fn nests(&self) -> bool {
        self.is_inline() || matches!(self, Self::Quote | Self::List(_))
    }
}

fn target(kind: LinkType, to: &str) -> Target {
    let to = if kind == LinkType::Email { format!("mailto:{to}") } else { to.to_owned() };
    if let Some(number) = to.strip_prefix("member:")
        && kind == LinkType::Inline
        && number.bytes().all(|byte| byte.is_ascii_digit())
    {
        return number.parse().map_or(Target::Nowhere, Target::Member);
    }
    link::safe(&to).map_or(Target::Nowhere, Target::To)
}

/// Something open, and what it holds so far.
struct Frame {
    kind: Kind,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    items: Vec<Item>,
    cells: Vec<Vec<Inline>>,
    rows: Vec<Vec<Vec<Inline>>>,
}

impl Frame {
    fn new(kind: Kind) -> Self {
        Self { kind, blocks: Vec::new(), inlines: Vec::new(), items: Vec::new(), cells: Vec::new(), rows: Vec::new() }
    }
}

struct Builder {
    stack: Vec<Frame>,
    /// How many are open beyond the deepest that is built: their text goes where they stand.
    deeper: usize,
    /// How many of those are open that nest.
    depth: usize,
    /// How many links are open.
    links: usize,
    nodes: usize,
    tasks: u32,
}

impl Builder {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(Kind::of(tag)),
            Event::End(_) if self.deeper > 0 => self.deeper -= 1,
            Event::End(_) => {
                self.close_implied();
                self.close();
            }
            Event::Code(text) if self.deeper == 0 => self.push(Inline::Code(text.into_string())),
            Event::SoftBreak | Event::HardBreak => self.line(),
            Event::Rule if self.deeper == 0 => {
                self.close_implied();
                self.push_block(Block::Rule);
            }
            Event::Rule => self.line(),
            Event::TaskListMarker(done) => self.task(done),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::FootnoteReference(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
        }
    }

    fn open(&mut self, kind: Kind) {
        if self.deeper > 0 || (kind.nests() && self.depth == MAX_DEPTH) {
            if !kind.is_inline() {
                self.line();
            }
            self.deeper += 1;
            return;
        }
        if kind.is_inline() {
            self.imply();
        } else {
            self.close_implied();
        }
        self.depth += usize::from(kind.nests());
        self.links += usize::from(matches!(kind, Kind::Link(_)));
        self.nodes += 1;
        self.stack.push(Frame::new(kind));
    }

    fn task(&mut self, done: bool) {
        let number = self.tasks;
        self.tasks += 1;
        let item = self.stack.iter_mut().rev().find_map(|frame| match &mut frame.kind {
            Kind::Item(task) => Some(task),
            _ => None,
        });
        if let Some(task) = item.filter(|_| self.deeper == 0) {
            *task = Some(Task { number, done });
        }
    }

    /// Opens a paragraph where text stands straight among blocks.
    fn imply(&mut self) {
        if self.top().is_some_and(|top| top.kind.holds_blocks()) {
            self.nodes += 1;
            self.stack.push(Frame::new(Kind::Implied));
        }
    }

    fn close_implied(&mut self) {
        if self.top().is_some_and(|top| matches!(top.kind, Kind::Implied)) {
            self.close();
        }
    }

    fn top(&mut self) -> Option<&mut Frame> {
        self.stack.last_mut()
    }

    fn push_block(&mut self, block: Block) {
        self.nodes += 1;
        if let Some(top) = self.top() {
            top.blocks.push(block);
        }
    }

    fn push(&mut self, inline: Inline) {
        self.imply();
        let Some(top) = self.stack.last_mut() else { return };
        match (top.inlines.last_mut(), inline) {
            (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
            (_, inline) => {
                self.nodes += 1;
                top.inlines.push(inline);
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.top().is_some_and(|top| matches!(top.kind, Kind::Code)) {
            return self.push(Inline::Text(text.to_owned()));
        }
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.line();
            }
            if !line.is_empty() {
                self.push(Inline::Text(line.to_owned()));
            }
        }
    }

    /// A line break between two texts, never two of them.
    fn line(&mut self) {
        let wanted = self.top().and_then(|top| top.inlines.last()).is_some_and(|last| *last != Inline::Break);
        if wanted {
            self.push(Inline::Break);
        }
    }

    /// Closes what is on top, and gives it to the one below.
    fn close(&mut self) {
        let Some(mut frame) = self.stack.pop() else { return };
        self.depth -= usize::from(frame.kind.nests());
        self.links -= usize::from(matches!(frame.kind, Kind::Link(_)));
        if matches!(frame.inlines.last(), Some(Inline::Break)) && !frame.kind.is_inline() {
            frame.inlines.pop();
        }
        match frame.kind {
            Kind::Link(target) => self.close_link(target, frame.inlines),
            Kind::Image => self.splice(frame.inlines),
            Kind::Strong => self.close_mark(frame.inlines, Inline::Strong),
            Kind::Emphasis => self.close_mark(frame.inlines, Inline::Emphasis),
            Kind::Strike => self.close_mark(frame.inlines, Inline::Strike),
            Kind::Code => {
                let text: String = frame.inlines.iter().filter_map(text_of).collect();
                self.give_block(Block::Code(text.strip_suffix('\n').unwrap_or(&text).to_owned()));
            }
            Kind::Heading(level) => {
                let inlines = self.linked(frame.inlines);
                self.give_block(Block::Heading(level, inlines));
            }
            Kind::Paragraph | Kind::Implied => {
                let inlines = self.linked(frame.inlines);
                if !inlines.is_empty() {
                    self.give_block(Block::Paragraph(inlines));
                }
            }
            Kind::Quote => self.give_block(Block::Quote(frame.blocks)),
            Kind::List(ordered) => self.give_block(Block::List { ordered, items: frame.items }),
            Kind::Table => {
                let mut rows = frame.rows.into_iter();
                let head = rows.next().unwrap_or_default();
                self.give_block(Block::Table { head, rows: rows.collect() });
            }
            Kind::Item(task) => self.give(|below| below.items.push(Item { task, blocks: frame.blocks })),
            Kind::Row => self.give(|below| below.rows.push(frame.cells)),
            Kind::Cell => {
                let inlines = self.linked(frame.inlines);
                self.give(|below| below.cells.push(inlines));
            }
            Kind::Root => self.stack.push(frame),
        }
    }

    fn give(&mut self, give: impl FnOnce(&mut Frame)) {
        if let Some(below) = self.top() {
            give(below);
        }
    }

    fn give_block(&mut self, block: Block) {
        self.give(|below| below.blocks.push(block));
    }

    fn close_mark(&mut self, inlines: Vec<Inline>, mark: fn(Vec<Inline>) -> Inline) {
        let inlines = self.linked(inlines);
        self.push(mark(inlines));
    }

    fn close_link(&mut self, target: Target, inlines: Vec<Inline>) {
        match target {
            // An image's description may hold links, and an image may stand in a link.
            Target::To(to) if self.links == 0 => {
                let inlines = if inlines.is_empty() { vec![Inline::Text(to.clone())] } else { inlines };
                self.push(Inline::Link { to, inlines });
            }
            Target::Member(member) if self.take_at_sign() => {
                let mut name = String::new();
                write_inlines(&inlines, &mut name);
                self.push(Inline::Mention { member, name: name.replace('\n', " ") });
            }
            _ => self.splice(inlines),
        }
    }

    /// Takes away the `@` that the text ends with, if it does.
    fn take_at_sign(&mut self) -> bool {
        let Some(top) = self.stack.last_mut() else { return false };
        let Some(Inline::Text(before)) = top.inlines.last_mut() else { return false };
        let taken = before.ends_with('@');
        if taken {
            before.pop();
            if before.is_empty() {
                top.inlines.pop();
            }
        }
        taken
    }

    fn splice(&mut self, inlines: Vec<Inline>) {
        for inline in inlines {
            match inline {
                Inline::Break => self.line(),
                inline => self.push(inline),
            }
        }
    }

    /// With addresses of the web turned into links, unless this is inside one.
    fn linked(&mut self, inlines: Vec<Inline>) -> Vec<Inline> {
        if self.links > 0 {
            return inlines;
        }
        let mut out = Vec::with_capacity(inlines.len());
        for inline in inlines {
            match inline {
                Inline::Text(text) => link::bare(&text, |piece| {
                    // A link and its text.
                    self.nodes += 2;
                    out.push(piece);
                }),
                inline => out.push(inline),
            }
        }
        out
    }

    fn finish(mut self) -> Option<Vec<Block>> {
        while self.stack.len() > 1 {
            self.close();
        }
        let root = self.stack.pop()?;
        (self.nodes <= MAX_NODES).then_some(root.blocks)
    }
}

fn text_of(inline: &Inline) -> Option<&str> {
    match inline {
        Inline::Text(text) => Some(text),
        _ => None,
    }
}
