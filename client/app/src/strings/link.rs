//! The bridge to the worker.

texts! {
    NO_WORKER = "This browser does not let Tacit start its engine.";
    STOPPED = "Tacit's engine stopped. Everything saved is still sealed on this device.";
    OTHER_VERSION = "This page and its engine are of different versions.";
    RELOAD = "Please reload the page.";
}
