//! Bytes of many records in few allocations: appended, marked dead when replaced, moved together when much is dead.

/// Chunks are large enough that the allocator does not notice them, small enough that growth copies nothing.
const CHUNK: usize = 1 << 20;

/// Where a record's bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Span {
    chunk: u32,
    at: u32,
    len: u32,
}

#[derive(Default)]
pub(crate) struct Arena {
    chunks: Vec<Vec<u8>>,
    live: usize,
    dead: usize,
}

impl Arena {
    pub(crate) fn push(&mut self, bytes: &[u8]) -> Span {
        if self.chunks.last().is_none_or(|chunk| chunk.capacity() - chunk.len() < bytes.len()) {
            self.chunks.push(Vec::with_capacity(CHUNK.max(bytes.len())));
        }
        let chunk = self.chunks.len() - 1;
        let at = self.chunks[chunk].len();
        self.chunks[chunk].extend_from_slice(bytes);
        self.live += bytes.len();
        // Chunks are 1 MiB or one record of at most 512 KiB, so neither number comes near u32::MAX.
        Span { chunk: chunk as u32, at: at as u32, len: bytes.len() as u32 }
    }

    pub(crate) fn get(&self, span: Span) -> &[u8] {
        let (at, len) = (span.at as usize, span.len as usize);
        self.chunks.get(span.chunk as usize).and_then(|chunk| chunk.get(at..at + len)).unwrap_or_default()
    }

    pub(crate) fn free(&mut self, span: Span) {
        self.live -= span.len as usize;
        self.dead += span.len as usize;
    }

    pub(crate) fn is_wasteful(&self) -> bool {
        self.dead > self.live.max(4 * CHUNK)
    }

    /// Moves what lives into a fresh arena.
    pub(crate) fn compact<'s>(&mut self, spans: impl Iterator<Item = &'s mut Span>) {
        let mut fresh = Self::default();
        for span in spans {
            *span = fresh.push(self.get(*span));
        }
        *self = fresh;
    }

    pub(crate) fn bytes(&self) -> usize {
        self.chunks.iter().map(Vec::capacity).sum()
    }
}
