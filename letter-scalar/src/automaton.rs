//! A pattern as a table: linear in the length of the text, without backtracking and without allocation.

/// A deterministic automaton that stands in the program as bytes, as `letter_schema::pattern::table` of the one that
/// was built from the pattern.
///
/// The bytes are: the number of classes (1); the number of ranges (2); each range as its first code point
/// (4) and its class (1); for each state what it means for the text to end there (1) and the next state for
/// each class (2 each). Numbers have their low byte first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Automaton<'a> {
    ranges: &'a [u8],
    states: &'a [u8],
    width: usize,
}

/// What it means for the text to end in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It does not match.
    Refused,
    /// It matches.
    Accepted,
    /// It matches, whatever follows.
    AcceptedForGood,
    /// It does not match, whatever follows.
    RefusedForGood,
}

impl<'a> Automaton<'a> {
    /// The automaton of a table.
    #[must_use]
    pub const fn of(bytes: &'a [u8]) -> Self {
        let width = bytes[0] as usize;
        let ranges = u16::from_le_bytes([bytes[1], bytes[2]]) as usize;
        let (_, rest) = bytes.split_at(3);
        let (ranges, states) = rest.split_at(ranges * 5);
        Self { ranges, states, width }
    }

    /// Whether some part of the text matches.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let mut state = 0;
        for letter in text.chars() {
            match self.end(state) {
                End::AcceptedForGood => return true,
                End::RefusedForGood => return false,
                End::Refused | End::Accepted => state = self.next(state, self.class(letter)),
            }
        }
        matches!(self.end(state), End::Accepted | End::AcceptedForGood)
    }

    /// How many states there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.states.len() / self.stride()
    }

    /// Whether there is no state, which cannot be: the first one is where texts begin.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.states.is_empty()
    }

    /// How many classes of characters there are.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// What the end of the text means in a state.
    #[must_use]
    pub fn end(&self, state: usize) -> End {
        match self.states[state * self.stride()] {
            0 => End::Refused,
            1 => End::Accepted,
            2 => End::AcceptedForGood,
            _ => End::RefusedForGood,
        }
    }

    /// Where a character of a class leads.
    #[must_use]
    pub fn next(&self, state: usize, class: usize) -> usize {
        let at = state * self.stride() + 1 + class * 2;
        usize::from(u16::from_le_bytes([self.states[at], self.states[at + 1]]))
    }

    /// The class of a character.
    #[must_use]
    pub fn class(&self, letter: char) -> usize {
        let (mut low, mut high) = (0, self.ranges.len() / 5);
        while high - low > 1 {
            let middle = usize::midpoint(low, high);
            if self.start(middle) <= u32::from(letter) {
                low = middle;
            } else {
                high = middle;
            }
        }
        usize::from(self.ranges[low * 5 + 4])
    }

    fn start(&self, range: usize) -> u32 {
        let at = range * 5;
        u32::from_le_bytes([self.ranges[at], self.ranges[at + 1], self.ranges[at + 2], self.ranges[at + 3]])
    }

    fn stride(&self) -> usize {
        1 + self.width * 2
    }
}
