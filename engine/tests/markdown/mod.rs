//! Markdown as the tests of the documents and pages read it.

/// A fenced block: what stands behind the fence, the line of the fence, and the text.
pub(crate) struct Block {
    pub(crate) info: String,
    pub(crate) line: usize,
    pub(crate) text: String,
}

/// All fenced blocks of a page.
pub(crate) fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(Block, String)> = None;
    for (number, line) in page.lines().enumerate() {
        match &mut open {
            Some((_, fence)) if line.trim_end() == fence.as_str() => {
                blocks.extend(open.take().map(|(block, _)| block))
            }
            Some((block, _)) => block.text = format!("{}{line}\n", block.text),
            None if line.starts_with("```") => {
                let info = line.trim_start_matches('`');
                let fence = line.get(..line.len() - info.len()).unwrap_or("```").to_owned();
                let block = Block { info: info.to_owned(), line: number + 1, text: String::new() };
                open = Some((block, fence));
            }
            None => {}
        }
    }
    assert!(open.is_none(), "a fence is not closed");
    blocks
}
