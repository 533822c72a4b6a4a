//! What must not compile, and what the compiler says then: one mistake a file, under `ui/`.
//!
//! `TRYBUILD=overwrite cargo test -p letter-tests --test ui` writes the messages anew; read them as the
//! person who made the mistake before committing them.

#[test]
fn mistakes_are_explained() {
    trybuild::TestCases::new().compile_fail("ui/*/*.rs");
}
