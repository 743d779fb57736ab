//! The bridge to the worker.

use crate::strings::en::link::Link;

pub(super) const TEXTS: Link = Link {
    no_worker: "Dieser Browser lässt Tacit sein Triebwerk nicht starten.",
    stopped: "Das Triebwerk von Tacit ist stehen geblieben. Alles Gespeicherte liegt weiter versiegelt auf diesem Gerät.",
    other_version: "Diese Seite und ihr Triebwerk haben verschiedene Versionen.",
    reload: "Bitte laden Sie die Seite neu.",
};
