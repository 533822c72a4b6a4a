//! Which types a program can send: the compiler tells, by what it makes of a generic function.

use std::hint::black_box;
use std::marker::PhantomData;

use letter_scalar::marker::Marker;

use crate::{Kind, LetterEvent};

/// Leaves the mark of a type in the code that sends it. Where nothing sends the type, the compiler makes no
/// code of this function for it, and where nothing calls that code, the linker drops it: so the mark is in a
/// program exactly if the program can send the type.
pub(crate) fn mark<E: LetterEvent>() {
    // A reference and nothing behind it: one instruction.
    black_box(Mark::<E>::MARKER);
}

struct Mark<E>(PhantomData<E>);

impl<E: LetterEvent> Mark<E> {
    const MARKER: &'static Marker = &Marker::new(
        match E::KIND {
            Kind::Track => b't',
            Kind::Identify => b'i',
            Kind::Group => b'g',
        },
        E::NAME,
    );
}
