//! The questions of `new` on a terminal, for what no flag says.

use std::io::{self, BufRead, Write};

use letter_schema::plan::Plan;

use super::property::{self, NewProperty};
use super::{Arguments, NewKind, said};
use crate::failure::Failure;
use crate::output::one_line;

/// Somebody who answers: lines come in, questions go out.
pub(super) struct Asking<'a> {
    pub(super) answers: &'a mut dyn BufRead,
    pub(super) questions: &'a mut dyn Write,
}

impl Asking<'_> {
    /// Asks for everything that the arguments leave open.
    ///
    /// # Errors
    /// When the answers end.
    pub(super) fn complete(&mut self, arguments: &mut Arguments, plan: &Plan) -> Result<(), Failure> {
        if arguments.kind.is_none() {
            let kind = self.choice(
                "What is it? track: something a user did; identify: a user's traits; group: an account's",
                &["track", "identify", "group"],
                "track",
            )?;
            arguments.kind = Some(match kind.as_str() {
                "identify" => NewKind::Identify,
                "group" => NewKind::Group,
                _ => NewKind::Track,
            });
        }
        if arguments.name.is_none() {
            let example = match arguments.kind {
                Some(NewKind::Identify | NewKind::Group) => "Name of the type, as in UserTraits",
                _ => "Name on the wire, as in Order Completed",
            };
            arguments.name = Some(self.answer(example, said)?);
        }
        if arguments.description.is_none() {
            arguments.description = Some(self.answer("What does it mean, and when does it fire?", said)?);
        }
        let owners = plan.file.as_ref().map(|file| &file.owners[..]).unwrap_or_default();
        if arguments.owner.is_none() && !owners.is_empty() {
            let known: Vec<&str> = owners.iter().map(|owner| owner.id.as_str()).collect();
            let owner = self.choice("Who answers for it?", &known, "")?;
            arguments.owner = Some(owner).filter(|owner| !owner.is_empty());
        }
        if arguments.properties.is_empty() {
            self.properties(arguments)?;
        }
        Ok(())
    }

    /// Asks whether to go on; yes if nothing is said.
    pub(super) fn confirm(&mut self, question: &str) -> Result<bool, Failure> {
        self.yes(question, true)
    }

    fn properties(&mut self, arguments: &mut Arguments) -> Result<(), Failure> {
        loop {
            let known: Vec<String> = arguments.properties.iter().map(|one| one.name.clone()).collect();
            let name = self.answer("Name of a property (nothing if that is all)", |text| {
                if text.is_empty() {
                    Ok(None)
                } else if known.iter().any(|known| known == text) {
                    Err("it has that property already".to_owned())
                } else {
                    Ok(Some(said(text)?))
                }
            })?;
            let Some(name) = name else { return Ok(()) };
            let question = format!("  Type: {}, or values such as web|app", property::names().join(", "));
            let form = self.answer(&question, property::form)?;
            let required = self.yes("  Is it always there?", false)?;
            let description = self.answer("  What does it mean?", said)?;
            arguments.properties.push(NewProperty { name, form, required, description: Some(description) });
        }
    }

    fn yes(&mut self, question: &str, otherwise: bool) -> Result<bool, Failure> {
        let both = if otherwise { "[Y/n]" } else { "[y/N]" };
        self.answer(&format!("{question} {both}"), |text| match text.to_lowercase().as_str() {
            "" => Ok(otherwise),
            "y" | "yes" => Ok(true),
            "n" | "no" => Ok(false),
            _ => Err("say y or n"),
        })
    }

    /// One of a few words, of which the first letters do.
    fn choice(&mut self, question: &str, words: &[&str], otherwise: &str) -> Result<String, Failure> {
        let shown: Vec<String> = words.iter().map(|word| one_line(word)).collect();
        let default = if otherwise.is_empty() { "nobody yet" } else { otherwise };
        self.answer(&format!("{question} ({}) [{default}]", shown.join(", ")), |text| {
            if text.is_empty() {
                return Ok(otherwise.to_owned());
            }
            let fits = || words.iter().filter(|word| word.starts_with(text));
            match words
                .iter()
                .find(|word| **word == text)
                .or_else(|| fits().next().filter(|_| fits().count() == 1))
            {
                Some(word) => Ok((*word).to_owned()),
                None => Err(format!("one of {}", shown.join(", "))),
            }
        })
    }

    /// Asks until an answer can be read.
    fn answer<T, E: std::fmt::Display>(
        &mut self,
        question: &str,
        read: impl Fn(&str) -> Result<T, E>,
    ) -> Result<T, Failure> {
        let failed = |error: io::Error| Failure::new(format!("the terminal cannot be read: {error}"));
        loop {
            write!(self.questions, "{question}: ").and_then(|()| self.questions.flush()).map_err(failed)?;
            let mut line = String::new();
            if self.answers.read_line(&mut line).map_err(failed)? == 0 {
                let _ = writeln!(self.questions);
                return Err(Failure::new("the answers ended, and nothing was written"));
            }
            match read(line.trim()) {
                Ok(read) => return Ok(read),
                Err(error) => writeln!(self.questions, "  {error}").map_err(failed)?,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use letter_schema::plan::Plan;

    use super::Asking;
    use crate::new::property::Form;
    use crate::new::{Arguments, NewKind};

    const PLAN: &str = r#"{ "name": "Shop", "owners": { "checkout": {}, "core": {} } }"#;

    fn ask(answers: &str, arguments: &mut Arguments) -> (bool, String) {
        let plan = Plan::read(vec![("plan.json".to_owned(), PLAN.to_owned())], &mut |_| None);
        let (mut answers, mut questions) = (answers.as_bytes(), Vec::new());
        let mut asking = Asking { answers: &mut answers, questions: &mut questions };
        let complete = asking.complete(arguments, &plan).is_ok();
        (complete, String::from_utf8(questions).unwrap())
    }

    #[test]
    fn what_is_open_is_asked_until_it_can_be_read() {
        let mut arguments = Arguments::default();
        let answers = "x\n\n \nOrder Completed\nA cart was paid.\nc\nch\n\
                       order_id\ntext\nstring\ny\nKey of the order.\n\
                       order_id\nvia\nweb|app\nmaybe\n\nWhere from.\n\n";
        let (complete, questions) = ask(answers, &mut arguments);
        assert!(complete, "{questions}");
        assert!(matches!(arguments.kind, Some(NewKind::Track)));
        assert_eq!(arguments.name.as_deref(), Some("Order Completed"));
        assert_eq!(arguments.description.as_deref(), Some("A cart was paid."));
        assert_eq!(arguments.owner.as_deref(), Some("checkout"));
        let [id, via] = &arguments.properties[..] else { panic!("{:?}", arguments.properties) };
        assert_eq!((id.name.as_str(), &id.form, id.required), ("order_id", &Form::Type("string"), true));
        assert_eq!((via.name.as_str(), via.required), ("via", false));
        for said in [
            "one of track",
            "it is empty",
            "one of checkout",
            "`text` is none",
            "has that property",
            "say y or n",
        ] {
            assert_eq!(questions.matches(said).count(), 1, "{said}\n{questions}");
        }
    }

    #[test]
    fn what_a_flag_said_is_not_asked() {
        let mut arguments = Arguments {
            name: Some("Order Completed".to_owned()),
            kind: Some(NewKind::Track),
            owner: Some("core".to_owned()),
            ..Arguments::default()
        };
        let (complete, questions) = ask("A cart was paid.\n\n", &mut arguments);
        assert!(complete, "{questions}");
        assert_eq!(questions.lines().count(), 1, "{questions}");
        assert_eq!(arguments.owner.as_deref(), Some("core"));
    }

    #[test]
    fn answers_that_end_write_nothing() {
        let (complete, _) = ask("track\nOrder Completed\n", &mut Arguments::default());
        assert!(!complete);
    }
}
