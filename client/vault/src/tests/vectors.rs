//! Known answers: what this version derives, seals and signs from fixed inputs, as JSON files that another
//! implementation can be checked against. A difference is a change of the protocol.
