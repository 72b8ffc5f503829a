//! A tree of elements to lines of text: one line per paragraph, heading, list item or table row.
//!
//! White space within a line is what a browser shows: runs become one space, no-break spaces stay. Never marks a line's
//! kind in the text: a heading is its words. Never walks by recursion.

use dom_query::NodeData;
use dom_query::NodeRef;

/// Elements that do not begin a line of their own.
const INLINES: &[&str] = &["a", "span", "time"];

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(NodeRef<'a>),
}

/// The lines of the text in `root`, joined by `\n`, none of them empty.
pub(super) fn text_of(root: &NodeRef<'_>) -> String {
    let mut lines = Lines::default();
    let mut steps = vec![Step::Enter(*root)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Enter(node) => {
                lines.enter(&node);
                steps.push(Step::Leave(node));
                steps.extend(node.children_it(true).map(Step::Enter));
            }
            Step::Leave(node) => lines.leave(&node),
        }
    }
    lines.finish()
}

#[derive(Default)]
struct Lines {
    done: String,
    line: String,
    /// Open `<pre>` elements: in them, white space is text.
    n_pre: usize,
}

impl Lines {
    fn enter(&mut self, node: &NodeRef<'_>) {
        node.query(|inner| {
            if let NodeData::Text { contents } = &inner.data {
                self.words(contents);
            }
        });
        let Some(name) = node.node_name() else { return };
        match name.as_ref() {
            "td" | "th" => {
                // Cells of one row stand on one line.
                if !self.line.trim().is_empty() {
                    let n_kept = self.line.trim_end_matches(' ').len();
                    self.line.truncate(n_kept);
                    self.line.push('\t');
                }
            }
            name if INLINES.contains(&name) => {}
            name => {
                self.n_pre += usize::from(name == "pre");
                if !is_in_cell(node) || name == "table" {
                    self.end_line();
                } else {
                    self.space();
                }
            }
        }
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let Some(name) = node.node_name() else { return };
        if INLINES.contains(&name.as_ref()) || matches!(name.as_ref(), "td" | "th" | "br") {
            return;
        }
        self.n_pre -= usize::from(name.as_ref() == "pre");
        if is_in_cell(node) && name.as_ref() != "table" { self.space() } else { self.end_line() }
    }

    fn words(&mut self, text: &str) {
        if self.n_pre > 0 {
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    self.end_line();
                }
                self.line.push_str(line);
            }
            return;
        }
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c') {
                self.space();
            } else {
                self.line.push(c);
            }
        }
    }

    fn space(&mut self) {
        if !self.line.is_empty() && !self.line.ends_with([' ', '\t']) {
            self.line.push(' ');
        }
    }

    fn end_line(&mut self) {
        // Lines of nothing but no-break spaces are how editors draw distance.
        let words = self.line.trim_end_matches([' ', '\t']);
        if !words.trim().is_empty() {
            if !self.done.is_empty() {
                self.done.push('\n');
            }
            self.done.push_str(words);
        }
        self.line.clear();
    }

    fn finish(mut self) -> String {
        self.end_line();
        self.done
    }
}

/// Whether a block stands in a table cell that is one of several: its line ends would tear the row apart.
fn is_in_cell(node: &NodeRef<'_>) -> bool {
    node.ancestors_it(Some(3))
        .find(|ancestor| ancestor.has_name("td") || ancestor.has_name("th"))
        .is_some_and(|cell| cell.next_element_sibling().is_some() || cell.prev_element_sibling().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, lines: &[&str]) {
        let document = dom_query::Document::from(html);
        assert_eq!(text_of(&document.root()).split('\n').collect::<Vec<_>>(), lines, "{html}");
    }

    #[test]
    fn blocks_are_lines() {
        check(
            "<h1>Talks</h1><p>One\n  two.</p>\n<p>Three <a href=x>four</a>.</p>",
            &["Talks", "One two.", "Three four."],
        );
        check("<ul><li>a<li> b </ul>c<br>d", &["a", "b", "c", "d"]);
        check("<div>a<div>b</div>c</div>", &["a", "b", "c"]);
        check("<p>a&nbsp;b</p><p>&nbsp;</p><p>c</p>", &["a\u{a0}b", "c"]);
        check("<p>“a<span>b</span> c”</p>", &["“ab c”"]);
        check("<pre>a  b\n c</pre>", &["a  b", " c"]);
        check("", &[""]);
    }

    #[test]
    fn rows_are_lines_with_cells() {
        check(
            "<table><tr><th>Camp<th>People<tr><td><p>North</p></td><td>1,200</td></tr></table>",
            &["Camp\tPeople", "North\t1,200"],
        );
        // A table with one cell is a frame, not a table.
        check("<table><tr><td><p>a</p><p>b</p></td></tr></table>", &["a", "b"]);
    }
}
