#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    /// Tree
    pub left: Option<TreeLeft>,
    pub children: Option<TreeChildren>,
}
#[derive(Clone, Debug, PartialEq)]
pub struct TreeLeft {
    /// Tree
    pub left: Option<Box<TreeLeft>>,
    pub children: Option<TreeChildren>,
}
#[derive(Clone, Debug, PartialEq)]
pub struct TreeChildren(pub Vec<TreeChildrenItem>);
#[derive(Clone, Debug, PartialEq)]
pub struct TreeChildrenItem {
    /// Tree
    pub left: Option<TreeLeft>,
    pub children: Option<TreeChildren>,
}
/// Everything that this tracking plan lets be sent.
#[allow(dead_code, deprecated, reason = "for whoever wants to look")]
pub const PLAN: ::letter::Plan = ::letter::Plan {
    name: "",
    description: "",
    entries: &[::letter::PlanEntry::of::<Tree>("Tree", "recursion.json")],
};
#[doc(hidden)]
#[allow(warnings, clippy::all, clippy::pedantic, reason = "generated code")]
const _: () = {
    use ::letter::__private as __letter;
    __letter::object! {
        Tree { left optional "left", children optional "children", }
    }
    impl __letter::Check for Tree {
        fn check(&self, c: &mut __letter::Checker<'_>) {}
    }
    __letter::object! {
        TreeLeft { left optional "left", children optional "children", }
    }
    impl __letter::Check for TreeLeft {
        fn check(&self, c: &mut __letter::Checker<'_>) {}
    }
    __letter::newtype! {
        TreeChildren
    }
    impl __letter::Check for TreeChildren {
        fn check(&self, c: &mut __letter::Checker<'_>) {}
    }
    __letter::object! {
        TreeChildrenItem { left optional "left", children optional "children", }
    }
    impl __letter::Check for TreeChildrenItem {
        fn check(&self, c: &mut __letter::Checker<'_>) {}
    }
    __letter::sample_of! {
        Tree
        "{\"left\":{\"left\":{\"left\":{},\"children\":[]},\"children\":[{}]},\"children\":[{\"left\":{},\"children\":[]}]}"
    }
    __letter::sample_of! {
        TreeLeft
        "{\"left\":{\"left\":{\"left\":{},\"children\":[]},\"children\":[{}]},\"children\":[{\"left\":{},\"children\":[]}]}"
    }
    __letter::sample_of! {
        TreeChildren "[{\"left\":{\"left\":{},\"children\":[]},\"children\":[{}]}]"
    }
    __letter::sample_of! {
        TreeChildrenItem
        "{\"left\":{\"left\":{\"left\":{},\"children\":[]},\"children\":[{}]},\"children\":[{\"left\":{},\"children\":[]}]}"
    }
    __letter::event! {
        Tree Track "Tree" {}
    }
};
