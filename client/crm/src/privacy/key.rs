//! Numbers of the fields that privacy needs: 300 to 449, stable and never reused.

use crate::schema::FieldKey;

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident = $number:literal;)+) => {
        $($(#[$doc])* pub const $name: FieldKey = FieldKey($number);)+
    };
}

keys! {
    /// The records that a person was made one of. Only grows: what somebody withdrew under one of them holds for all.
    UNITED_FROM = 300;
    /// The person that a record is about; none means everybody.
    SUBJECT = 301;
    /// The purpose that a record is about; none means every purpose of direct marketing.
    PURPOSE = 302;
    /// A contact point's keyed mark, 32 bytes.
    MARK = 303;
    /// A channel.
    CHANNEL = 304;
    /// What a consent event says.
    EVENT = 305;
    /// When it was indicated, ms since 1970.
    AT = 306;
    /// Who indicated it.
    INDICATED_BY = 307;
    /// By which way.
    METHOD = 308;
    /// How it was expressed.
    EXPRESSION = 309;
    /// The notice that was shown.
    NOTICE = 310;
    /// SHA-256 of a notice's wording.
    NOTICE_HASH = 311;
    /// For how long a consent holds: ISO 8601, `P24M`.
    VALIDITY = 312;
    /// What kind of evidence there is.
    EVIDENCE_KIND = 313;
    /// The evidence: a quotation, an address, a place.
    EVIDENCE = 314;
    /// The file that is the evidence.
    EVIDENCE_FILE = 315;
    /// Ids of the restricting events and suppressions that a consent has seen and lifts, 16 bytes each.
    LIFTS = 316;
    /// The event that this one answers: the consent it confirms, the entry it corrects.
    ANSWERS = 317;
    /// Whether a consent counts only once it is confirmed.
    CONFIRM = 318;
    /// Why.
    WHY = 319;
    /// A purpose's short name, written once.
    SLUG = 320;
    /// A purpose in plain words.
    PLAIN_TEXT = 321;
    /// A purpose's term in the Data Privacy Vocabulary.
    DPV = 322;
    /// What a purpose is for, written once.
    CATEGORY = 323;
    /// The legal basis.
    BASIS = 324;
    /// Legal bases that a purpose may rest on.
    BASES = 325;
    /// Channels that a purpose uses.
    CHANNELS = 326;
    /// Whether a purpose's consents count only once confirmed.
    DOUBLE_OPT_IN = 327;
    /// How long before its end a consent is shown as ending: ISO 8601.
    RENEW_BEFORE = 328;
    /// Numbers of the fields that a purpose needs, little-endian u16.
    DATA_FIELDS = 329;
    /// Third parties that get data.
    RECIPIENTS = 330;
    /// The rule by which a purpose's data goes.
    RETENTION = 331;
    /// Whether a purpose is active, paused or retired.
    PURPOSE_STATUS = 332;
    /// A purpose's version, counted up.
    VERSION = 333;
    /// Why a basis other than consent carries a purpose.
    JUSTIFICATION = 334;
    /// When that is to be looked at again, ms since 1970.
    REVIEW_DUE = 335;
    /// Since when a purpose asks for more than those were told who consented before, ms since 1970. Only grows.
    WIDENED = 336;
    /// Purposes that a record is about.
    PURPOSES = 340;
    /// Language of a notice (BCP 47).
    LANG = 341;
    /// The words of a notice.
    WORDING = 342;
    /// When a notice takes effect, ms since 1970.
    EFFECTIVE = 344;
    /// Whether a notice changes so much that earlier consents pause.
    MATERIAL = 345;
    /// The notice that it follows.
    SUPERSEDES = 346;
    /// Kinds of recipients that a notice names.
    RECIPIENT_KINDS = 347;
    /// When a basis was last reviewed, ms since 1970.
    REVIEWED = 350;
    /// Where the weighing of interests is kept.
    ASSESSMENT = 351;
    /// How far a suppression reaches.
    SCOPE = 355;
    /// Why a contact point is suppressed.
    SUPPRESSED_FOR = 356;
    /// Since when, ms since 1970.
    SINCE = 357;
    /// The event that a suppression came from.
    SOURCE_EVENT = 358;
    /// Until when, ms since 1970.
    UNTIL = 359;
    /// What a third party is to us.
    ROLE = 360;
    /// How a third party is reached about data protection.
    CONTACT = 361;
    /// A third party's country.
    COUNTRY = 362;
    /// On what a transfer out of the country rests.
    TRANSFER = 363;
    /// When the agreement was signed, ms since 1970.
    AGREED = 364;
    /// When the agreement ends, ms since 1970.
    AGREED_UNTIL = 365;
    /// Measures that a third party takes.
    MEASURES = 367;
    /// Whom it passes data on to.
    SUBPROCESSORS = 368;
    /// Categories of data that it may have.
    CATEGORIES = 370;
    /// How far a third party is trusted.
    TRUST = 371;
    /// The member who reviewed it.
    REVIEWED_BY = 372;
    /// When it confirmed that data was deleted, ms since 1970.
    DELETION_CONFIRMED = 373;
    /// The kind of recipient that a third party is, as notices name it.
    PARTY_KIND = 374;
    /// Who a disclosure went to; none is ourselves.
    RECIPIENT = 380;
    /// The form of the file.
    FORMAT = 381;
    /// Numbers of the fields disclosed, little-endian u16.
    DISCLOSED = 382;
    /// Whose data it was and what it relied on: person and event, 16 bytes each.
    WHO = 383;
    /// SHA-256 of the file.
    FILE_SHA256 = 384;
    /// Rows of the file.
    ROWS = 385;
    /// How many were left out, by reason.
    EXCLUDED = 386;
    /// When it has to be given back or deleted, ms since 1970.
    RETURN_BY = 387;
    /// Which part of a large disclosure this is, from 1.
    PART = 388;
    /// In how many parts.
    PARTS = 389;
    /// The kind of records that a retention rule is about.
    OF_KIND = 390;
    /// What starts the time.
    TRIGGER = 392;
    /// The date field that starts it, where that is the trigger.
    DATE_FIELD = 393;
    /// How long after: ISO 8601.
    AFTER = 394;
    /// What then happens.
    ACTION = 395;
    /// How long it waits for somebody to look: ISO 8601.
    GRACE = 396;
    /// Records that are held.
    HELD = 400;
    /// Whether they are held by law or put off.
    HOLD = 401;
    /// What a person asks for.
    REQUEST = 405;
    /// By which way a request came.
    VIA = 406;
    /// When it came, ms since 1970.
    RECEIVED = 407;
    /// Whether it is known who asks.
    IDENTITY = 408;
    /// By what that is known.
    IDENTITY_HOW = 409;
    /// Since when that is known, ms since 1970.
    IDENTITY_AT = 410;
    /// Where a request stands.
    REQUEST_STATE = 411;
    /// When its time was extended, ms since 1970.
    EXTENDED_AT = 412;
    /// Why it was extended.
    EXTENDED_FOR = 413;
    /// Why it was refused.
    REFUSED_FOR = 414;
    /// When the answer was delivered, ms since 1970.
    DELIVERED = 415;
    /// Why a restriction was lifted.
    LIFTED_FOR = 416;
    /// Tasks that belong to a request.
    TASKS = 440;
    /// When the package of a person's data was made, ms since 1970.
    PACKAGE_AT = 441;
    /// SHA-256 over the package's files.
    PACKAGE_SHA256 = 442;
    /// Numbers of the fields that were corrected on a request, little-endian u16.
    CORRECTED = 443;
    /// When it was written down what a person says no to by a request.
    SAID = 417;
    /// What was done to a record.
    DID = 420;
    /// The record it was done to.
    RECORD = 421;
    /// On which device.
    DEVICE = 422;
    /// To which of its fields.
    FIELD = 423;
    /// How far an erasure is, as its events tell.
    STAGE = 430;
    /// Ids of the records that an erasure takes, 16 bytes each.
    GONE = 431;
    /// The disclosure of which a task says when it has to be given back or deleted.
    RETURN_OF = 433;
    /// Where in records of others words of an erased person stood: id and field, 18 bytes each.
    LEFT = 432;
    /// How delicate a field of the team's own is.
    SENSITIVITY = 445;
    /// Its category, after fideslang.
    FIELD_CATEGORY = 446;
    /// For how long its values are meant to be kept: ISO 8601.
    KEPT_FOR = 447;
    /// Between which stamps an import wrote: ms and counter of both, 20 bytes.
    WROTE = 448;
    /// Which records a retention rule is about, as a filter.
    RULE_FILTER = 460;
    /// Who is responsible for the data, as it calls itself.
    CONTROLLER = 470;
    /// Its postal address.
    CONTROLLER_ADDRESS = 471;
    /// How to reach it.
    CONTROLLER_CONTACT = 472;
    /// How to reach its data protection officer.
    CONTROLLER_OFFICER = 473;
}
