//! The bridge to the worker.

texts! {
    Link {
        no_worker: "This browser does not let Tacit start its engine.",
        stopped: "Tacit's engine stopped. Everything saved is still sealed on this device.",
        other_version: "This page and its engine are of different versions.",
        reload: "Please reload the page.",
    }
}
