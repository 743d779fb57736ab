//! The design system: one file per component, plain HTML elements under classes of `styles/`.

pub(crate) mod glyphs;

mod avatar;
mod banner;
mod button;
mod dialog;
mod empty;
mod field;
mod icon;
mod lines;
mod menu;
mod meter;
mod moment;
mod narrowed;
mod panel;
mod picker;
mod problem;
mod progress;
mod prose;
mod select;
mod submit;
mod tag;
mod toast;
mod turning;

pub(crate) use avatar::*;
pub(crate) use banner::*;
pub(crate) use button::*;
pub(crate) use dialog::*;
pub(crate) use empty::*;
pub(crate) use field::*;
pub(crate) use icon::*;
pub(crate) use lines::*;
pub(crate) use menu::*;
pub(crate) use meter::*;
pub(crate) use moment::*;
pub(crate) use narrowed::*;
pub(crate) use panel::*;
pub(crate) use picker::*;
pub(crate) use problem::*;
pub(crate) use progress::*;
pub(crate) use prose::*;
pub(crate) use select::*;
pub(crate) use submit::*;
pub(crate) use tag::*;
pub(crate) use toast::*;
pub(crate) use turning::*;
