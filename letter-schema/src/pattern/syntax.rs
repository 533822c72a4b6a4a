//! The grammar of patterns, as far as they are regular: ECMA-262 with the `u` flag, and what the older
//! grammar tolerates.

/// Groups inside of groups.
const MAX_DEPTH: usize = 100;

/// A pattern as a tree.
#[derive(Debug, Clone)]
pub(super) enum Node {
    /// Nothing.
    Empty,
    /// One character out of these ranges, both ends included.
    Class(Vec<(u32, u32)>),
    /// `^`
    Start,
    /// `$`
    End,
    /// One after the other.
    Sequence(Vec<Node>),
    /// One of them.
    Choice(Vec<Node>),
    /// So many times.
    Repeat(Box<Node>, u32, Option<u32>),
}

/// The tree of a pattern; `None` for what is not regular: looking around, referring back, and classes of
/// Unicode's database.
pub(super) fn parse(pattern: &str) -> Option<Node> {
    let mut parser = Parser { rest: pattern.chars().collect(), at: 0, depth: 0 };
    let node = parser.choice()?;
    (parser.at == parser.rest.len()).then_some(node)
}

struct Parser {
    rest: Vec<char>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.rest.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += 1;
        Some(next)
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = text.chars().enumerate().all(|(at, letter)| self.rest.get(self.at + at) == Some(&letter));
        if found {
            self.at += text.chars().count();
        }
        found
    }

    fn choice(&mut self) -> Option<Node> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let mut choices = vec![self.sequence()?];
        while self.eat("|") {
            choices.push(self.sequence()?);
        }
        self.depth -= 1;
        Some(if choices.len() == 1 { choices.swap_remove(0) } else { Node::Choice(choices) })
    }

    fn sequence(&mut self) -> Option<Node> {
        let mut nodes = Vec::new();
        while let Some(next) = self.peek() {
            if matches!(next, '|' | ')') {
                break;
            }
            let node = self.atom()?;
            nodes.push(self.quantified(node)?);
        }
        Some(match nodes.len() {
            0 => Node::Empty,
            1 => nodes.swap_remove(0),
            _ => Node::Sequence(nodes),
        })
    }

    fn quantified(&mut self, node: Node) -> Option<Node> {
        let bounds = match self.peek() {
            Some('*') => Some((0, None)),
            Some('+') => Some((1, None)),
            Some('?') => Some((0, Some(1))),
            Some('{') => {
                let before = self.at;
                let bounds = self.counts();
                if bounds.is_none() {
                    // A brace that counts nothing is a brace.
                    self.at = before;
                }
                match bounds {
                    Some(bounds) => {
                        self.eat("?");
                        return self.repeated(node, bounds);
                    }
                    None => None,
                }
            }
            _ => None,
        };
        let Some(bounds) = bounds else { return Some(node) };
        self.at += 1;
        // Lazy or greedy: the same texts match.
        self.eat("?");
        self.repeated(node, bounds)
    }

    fn repeated(&mut self, node: Node, (min, max): (u32, Option<u32>)) -> Option<Node> {
        if max.is_some_and(|max| max < min) || matches!(node, Node::Start | Node::End) {
            return None;
        }
        if matches!(self.peek(), Some('*' | '+' | '?')) {
            return None;
        }
        Some(Node::Repeat(Box::new(node), min, max))
    }

    /// `{n}`, `{n,}`, `{n,m}`
    fn counts(&mut self) -> Option<(u32, Option<u32>)> {
        self.eat("{");
        let min = self.digits()?;
        let max = if self.eat(",") {
            if self.peek() == Some('}') { None } else { Some(self.digits()?) }
        } else {
            Some(min)
        };
        self.eat("}").then_some((min, max))
    }

    fn digits(&mut self) -> Option<u32> {
        let from = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        self.rest[from..self.at].iter().collect::<String>().parse().ok()
    }

    fn atom(&mut self) -> Option<Node> {
        Some(match self.next()? {
            '^' => Node::Start,
            '$' => Node::End,
            '.' => Node::Class(negated(&[(0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029)])),
            '(' => {
                if self.eat("?") && !self.eat(":") {
                    // `(?<name>` is a group, `(?<=` and `(?<!` look back, all others look ahead.
                    if !self.eat("<") || matches!(self.peek(), Some('=' | '!')) {
                        return None;
                    }
                    while self.next()? != '>' {}
                }
                let inner = self.choice()?;
                if !self.eat(")") {
                    return None;
                }
                inner
            }
            '[' => Node::Class(self.class()?),
            '\\' => Node::Class(self.escape(false)?),
            '*' | '+' | '?' => return None,
            letter => Node::Class(vec![(letter.into(), letter.into())]),
        })
    }

    fn class(&mut self) -> Option<Vec<(u32, u32)>> {
        let not = self.eat("^");
        let mut ranges = Vec::new();
        loop {
            let low = match self.next()? {
                ']' => break,
                '\\' => self.escape(true)?,
                letter => vec![(letter.into(), letter.into())],
            };
            let is_range =
                self.peek() == Some('-') && self.rest.get(self.at + 1).is_some_and(|next| *next != ']');
            if !is_range {
                ranges.extend(low);
                continue;
            }
            self.at += 1;
            let high = match self.next()? {
                '\\' => self.escape(true)?,
                letter => vec![(letter.into(), letter.into())],
            };
            match (&low[..], &high[..]) {
                ([(low, same)], [(high, also)]) if low == same && high == also => {
                    if low > high {
                        return None;
                    }
                    ranges.push((*low, *high));
                }
                // `[\w-.]`: no range has a class at its end, so the hyphen is one.
                _ => {
                    ranges.extend(low);
                    ranges.extend(high);
                    ranges.push(('-'.into(), '-'.into()));
                }
            }
        }
        Some(if not { negated(&ranges) } else { merged(ranges) })
    }

    fn escape(&mut self, in_class: bool) -> Option<Vec<(u32, u32)>> {
        let one = |code: u32| Some(vec![(code, code)]);
        match self.next()? {
            'd' => Some(DIGIT.to_vec()),
            'D' => Some(negated(DIGIT)),
            'w' => Some(WORD.to_vec()),
            'W' => Some(negated(WORD)),
            's' => Some(SPACE.to_vec()),
            'S' => Some(negated(SPACE)),
            'b' if in_class => one(8),
            't' => one(9),
            'n' => one(10),
            'v' => one(11),
            'f' => one(12),
            'r' => one(13),
            '0' if !self.peek().is_some_and(|c| c.is_ascii_digit()) => one(0),
            'c' => {
                let letter = self.next().filter(char::is_ascii_alphabetic)?;
                one(u32::from(letter) % 32)
            }
            'x' => self.hex(2).and_then(one),
            'u' => {
                if self.eat("{") {
                    let from = self.at;
                    while self.next()? != '}' {}
                    let digits: String = self.rest[from..self.at - 1].iter().collect();
                    let code = u32::from_str_radix(&digits, 16).ok()?;
                    return char::from_u32(code).map(|letter| vec![(letter.into(), letter.into())]);
                }
                let high = self.hex(4)?;
                if (0xD800..0xDC00).contains(&high) && self.eat("\\u") {
                    let low = self.hex(4).filter(|low| (0xDC00..0xE000).contains(low))?;
                    return one(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
                }
                char::from_u32(high).and_then(|letter| one(letter.into()))
            }
            // Boundaries, references back, properties of Unicode, and what means nothing.
            letter if letter.is_ascii_alphanumeric() => None,
            letter => one(letter.into()),
        }
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        (0..digits).try_fold(0, |code, _| self.next()?.to_digit(16).map(|digit| code * 16 + digit))
    }
}

const DIGIT: &[(u32, u32)] = &[(0x30, 0x39)];
const WORD: &[(u32, u32)] = &[(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)];
/// ECMA-262's white space and line terminators.
const SPACE: &[(u32, u32)] = &[
    (0x09, 0x0D),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
];

fn merged(mut ranges: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    ranges.sort_unstable();
    let mut merged: Vec<(u32, u32)> = Vec::new();
    for (low, high) in ranges {
        match merged.last_mut() {
            Some((_, end)) if low <= end.saturating_add(1) => *end = (*end).max(high),
            _ => merged.push((low, high)),
        }
    }
    merged
}

fn negated(ranges: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut others = Vec::new();
    let mut next = 0;
    for (low, high) in merged(ranges.to_vec()) {
        if low > next {
            others.push((next, low - 1));
        }
        next = high + 1;
    }
    if next <= 0x10_FFFF {
        others.push((next, 0x10_FFFF));
    }
    others
}
