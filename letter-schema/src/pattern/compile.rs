//! From the tree of a pattern to the table of its automaton.

use std::collections::HashMap;

use super::syntax::Node;

/// Steps of a pattern, counted repetitions written out.
const MAX_STEPS: usize = 6_000;
/// States of the table.
const MAX_STATES: usize = 2_500;
/// Steps that are looked at while states are found.
const MAX_LOOKS: usize = 10_000_000;
/// Bytes of the table: it becomes part of the program.
const MAX_BYTES: usize = 24 * 1024;

/// A step of the automaton that is not deterministic yet.
#[derive(Debug, Clone)]
enum Step {
    /// Goes on by itself, in several ways.
    Split(Vec<usize>),
    /// Takes a character of a set.
    Take(usize, usize),
    /// Only at the start of the text.
    Start(usize),
    /// Only at its end.
    End(usize),
    /// It matches.
    Match,
}

#[derive(Default)]
struct Builder {
    steps: Vec<Step>,
    sets: Vec<Vec<(u32, u32)>>,
}

impl Builder {
    fn add(&mut self, step: Step) -> Option<usize> {
        self.steps.push(step);
        (self.steps.len() <= MAX_STEPS).then(|| self.steps.len() - 1)
    }

    /// The first step of a node that goes on to `next`.
    fn node(&mut self, node: &Node, next: usize) -> Option<usize> {
        match node {
            Node::Empty => Some(next),
            Node::Start => self.add(Step::Start(next)),
            Node::End => self.add(Step::End(next)),
            Node::Class(ranges) => {
                let known = self.sets.iter().position(|set| set == ranges);
                let set = known.unwrap_or_else(|| {
                    self.sets.push(ranges.clone());
                    self.sets.len() - 1
                });
                self.add(Step::Take(set, next))
            }
            Node::Sequence(nodes) => nodes.iter().rev().try_fold(next, |next, node| self.node(node, next)),
            Node::Choice(nodes) => {
                let ways: Option<Vec<usize>> = nodes.iter().map(|node| self.node(node, next)).collect();
                self.add(Step::Split(ways?))
            }
            Node::Repeat(node, min, max) => {
                let mut next = next;
                match max {
                    None => {
                        let split = self.add(Step::Split(Vec::new()))?;
                        let again = self.node(node, split)?;
                        self.steps[split] = Step::Split(vec![again, next]);
                        next = split;
                    }
                    Some(max) => {
                        let end = next;
                        for _ in *min..*max {
                            let once = self.node(node, next)?;
                            if once == next {
                                // Nothing, however often.
                                break;
                            }
                            next = self.add(Step::Split(vec![once, end]))?;
                        }
                    }
                }
                for _ in 0..*min {
                    let once = self.node(node, next)?;
                    if once == next {
                        break;
                    }
                    next = once;
                }
                Some(next)
            }
        }
    }
}

/// The steps that can be reached without taking a character. `at_end` also passes the end of the text.
fn closure(steps: &[Step], from: &[usize], at_start: bool, at_end: bool) -> Vec<usize> {
    let mut seen = vec![false; steps.len()];
    let mut waiting = from.to_vec();
    let mut reached = Vec::new();
    while let Some(step) = waiting.pop() {
        if std::mem::replace(&mut seen[step], true) {
            continue;
        }
        match &steps[step] {
            Step::Split(ways) => waiting.extend(ways),
            Step::Start(next) if at_start => waiting.push(*next),
            Step::Start(_) => {}
            Step::End(next) => {
                if at_end {
                    waiting.push(*next);
                }
                reached.push(step);
            }
            Step::Take(..) | Step::Match => reached.push(step),
        }
    }
    reached.sort_unstable();
    reached
}

/// The table of a pattern; `None` if it would be too large.
pub(super) fn table(node: &Node) -> Option<Vec<u8>> {
    let mut builder = Builder::default();
    let matched = builder.add(Step::Match)?;
    let first = builder.node(node, matched)?;
    let (steps, sets) = (builder.steps, builder.sets);
    let (ranges, members) = classes(&sets)?;
    let width = members.len();
    let matches = |reached: &[usize]| reached.contains(&matched);
    // Later than at the start of the text, a match can begin at every character.
    let begin = closure(&steps, &[first], false, false);
    let start = closure(&steps, &[first], true, false);
    let mut known: HashMap<Vec<usize>, u16> = HashMap::new();
    // The first state is its own, since only there the text starts.
    let mut states: Vec<Vec<usize>> = vec![start];
    let mut ends: Vec<u8> = Vec::new();
    let mut next: Vec<u16> = Vec::new();
    let mut at = 0;
    let mut looks = 0;
    while at < states.len() {
        looks += steps.len() * (1 + width);
        if looks > MAX_LOOKS {
            return None;
        }
        let state = states[at].clone();
        let ended = closure(&steps, &state, at == 0, true);
        ends.push(if matches(&state) { 2 } else { u8::from(matches(&ended)) });
        for class in &members {
            if ends[at] == 2 {
                next.push(at as u16);
                continue;
            }
            let taken = state.iter().filter_map(|step| match &steps[*step] {
                Step::Take(set, next) if class.contains(set) => Some(*next),
                _ => None,
            });
            let taken: Vec<usize> = taken.collect();
            let mut reached = closure(&steps, &taken, false, false);
            reached.extend(&begin);
            reached.sort_unstable();
            reached.dedup();
            if matches(&reached) {
                // Matched for good: nothing else counts any more.
                reached = vec![matched];
            }
            let to = *known.entry(reached).or_insert_with_key(|reached| {
                states.push(reached.clone());
                (states.len() - 1) as u16
            });
            next.push(to);
        }
        at += 1;
        if states.len() > MAX_STATES || states.len() * (1 + width * 2) > MAX_BYTES {
            return None;
        }
    }
    mark_lost(&mut ends, &next, width);
    let mut bytes = vec![u8::try_from(width).ok()?];
    bytes.extend(u16::try_from(ranges.len()).ok()?.to_le_bytes());
    for (start, class) in ranges {
        bytes.extend(start.to_le_bytes());
        bytes.push(class);
    }
    for (at, end) in ends.iter().enumerate() {
        bytes.push(*end);
        bytes.extend(next[at * width..(at + 1) * width].iter().flat_map(|to| to.to_le_bytes()));
    }
    Some(bytes)
}

/// States from which no match can be reached any more end the search.
fn mark_lost(ends: &mut [u8], next: &[u16], width: usize) {
    let mut hopeful: Vec<bool> = ends.iter().map(|end| *end != 0).collect();
    loop {
        let mut changed = false;
        // From behind: what leads to a match mostly stands before it.
        for state in (0..ends.len()).rev() {
            let leads = next[state * width..(state + 1) * width].iter().any(|to| hopeful[usize::from(*to)]);
            if leads && !hopeful[state] {
                (hopeful[state], changed) = (true, true);
            }
        }
        if !changed {
            break;
        }
    }
    for (end, hopeful) in ends.iter_mut().zip(hopeful) {
        if !hopeful {
            *end = 3;
        }
    }
}

/// Characters that no set tells apart are a class: where each range of them starts, and the sets of each.
#[allow(clippy::type_complexity, reason = "two lists that are used once, side by side")]
fn classes(sets: &[Vec<(u32, u32)>]) -> Option<(Vec<(u32, u8)>, Vec<Vec<usize>>)> {
    let mut starts: Vec<u32> = vec![0];
    for (low, high) in sets.iter().flatten() {
        starts.extend([*low, high + 1]);
    }
    starts.retain(|start| *start <= 0x10_FFFF);
    starts.sort_unstable();
    starts.dedup();
    let mut members: Vec<Vec<usize>> = Vec::new();
    let mut ranges: Vec<(u32, u8)> = Vec::new();
    for start in starts {
        let inside = |set: &Vec<(u32, u32)>| set.iter().any(|(low, high)| (*low..=*high).contains(&start));
        let member: Vec<usize> = (0..sets.len()).filter(|set| inside(&sets[*set])).collect();
        let class = members.iter().position(|known| *known == member).unwrap_or_else(|| {
            members.push(member);
            members.len() - 1
        });
        let class = u8::try_from(class).ok()?;
        if ranges.last().is_none_or(|(_, last)| *last != class) {
            ranges.push((start, class));
        }
    }
    Some((ranges, members))
}
