//! The words that privacy records are written in: each a short, stable text in the record. Where the Data Privacy
//! Vocabulary (DPV 2) or ISO/IEC TS 27560 has a term, ours follows it.

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $word:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$of])* $variant),+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// As it stands in a record.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads it; `None` for a word that this version does not know.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    )+};
}

words! {
    /// A way to reach somebody.
    Channel {
        /// By e-mail.
        Email = "email",
        /// By telephone.
        Phone = "phone",
        /// By text message.
        Sms = "sms",
        /// By letter.
        Post = "post",
        /// Through a social network.
        Social = "social",
        /// Face to face, and wherever no contact point is used.
        InPerson = "in_person",
    }

    /// What a purpose is for; decides whether only consent may carry it.
    Category {
        /// Serving customers (`dpv:ServiceProvision`).
        Service = "service",
        /// Talking about business that is wanted (`dpv:CustomerRelationshipManagement`).
        Sales = "sales",
        /// What law asks for (`dpv:FulfilmentOfObligation`).
        Obligation = "obligation",
        /// Direct marketing (`dpv:DirectMarketing`).
        Marketing = "marketing",
        /// Targeted advertising (`dpv:TargetedAdvertising`).
        Advertising = "advertising",
        /// Profiling (`dpv:Personalisation`).
        Profiling = "profiling",
        /// Passing data on to others (`dpv:DataSharing`).
        Sharing = "third_party_sharing",
    }

    /// Legal bases of Art. 6(1) and 9(2) GDPR, named as in DPV's legal extension.
    Basis {
        /// Consent.
        Consent = "A6-1-a",
        /// A contract with the person.
        Contract = "A6-1-b",
        /// A legal obligation.
        Obligation = "A6-1-c",
        /// Vital interests.
        Vital = "A6-1-d",
        /// A task in the public interest.
        Public = "A6-1-e",
        /// Legitimate interest.
        Interest = "A6-1-f",
        /// Explicit consent to special categories.
        Explicit = "A9-2-a",
        /// Employment and social security.
        Employment = "A9-2-b",
        /// Vital interests of somebody who cannot consent.
        VitalSpecial = "A9-2-c",
        /// Members of a foundation, association or other body without profit, and those in touch with it.
        Members = "A9-2-d",
        /// What the person made public.
        MadePublic = "A9-2-e",
        /// Legal claims.
        Claims = "A9-2-f",
        /// Substantial public interest, on the basis of law.
        PublicSpecial = "A9-2-g",
        /// Health care.
        Health = "A9-2-h",
        /// Public health.
        PublicHealth = "A9-2-i",
        /// Archiving in the public interest, research, statistics.
        Research = "A9-2-j",
    }

    /// What a consent event says.
    EventKind {
        /// We asked.
        Requested = "requested",
        /// The person agreed.
        Given = "given",
        /// The person confirmed what was given.
        Confirmed = "confirmed",
        /// The person agreed again.
        Renewed = "renewed",
        /// The person declined.
        Refused = "refused",
        /// The person wants to be asked later.
        Deferred = "deferred",
        /// The person took it back.
        Withdrawn = "withdrawn",
        /// The person objected.
        Objected = "objected",
        /// We stopped.
        Revoked = "revoked",
        /// We found that it was not valid.
        Invalidated = "invalidated",
        /// A file claimed it.
        ImportedUnproven = "imported_unproven",
        /// Another legal basis was set.
        BasisSet = "basis_set",
        /// An entry was wrong; says why.
        Corrected = "corrected",
    }

    /// Who indicated a consent event.
    IndicatedBy {
        /// The person.
        Subject = "subject",
        /// Who may speak for the person.
        Guardian = "guardian",
        /// A member of the team.
        Staff = "staff",
        /// This software.
        System = "system",
        /// A mail provider, for the person.
        MailProvider = "mail_provider",
    }

    /// By which way it was indicated.
    Method {
        /// The person's own page.
        Portal = "portal",
        /// A form.
        Form = "form",
        /// One-click unsubscription (RFC 8058).
        OneClick = "one_click",
        /// Global Privacy Control.
        Gpc = "gpc",
        /// On paper.
        Paper = "paper",
        /// By telephone.
        Phone = "phone",
        /// By e-mail.
        Email = "email",
        /// Face to face.
        InPerson = "in_person",
        /// From a file.
        Import = "import",
    }

    /// How consent was expressed (`dpv:ExpressedConsent`, `dpv:ExplicitlyExpressedConsent`).
    Expression {
        /// By a clear act.
        Expressed = "expressed",
        /// In so many words.
        Explicit = "explicit",
    }

    /// What evidence there is of an event.
    EvidenceKind {
        /// A file.
        Attachment = "attachment",
        /// What came through a form.
        Submission = "submission",
        /// What was said, in words.
        Quote = "quote",
        /// A web address.
        Url = "url",
    }

    /// Whether a purpose is pursued.
    PurposeStatus {
        /// It is.
        Active = "active",
        /// Not for now.
        Paused = "paused",
        /// Not any more.
        Retired = "retired",
    }

    /// Why a contact point is suppressed.
    SuppressedFor {
        /// The person objected.
        Objected = "objected",
        /// The person withdrew.
        Withdrawn = "withdrawn",
        /// The person was erased.
        Erased = "erased",
        /// Mails come back for good.
        HardBounce = "hard_bounce",
        /// The person complained.
        Complaint = "complaint",
        /// Global Privacy Control.
        Gpc = "gpc",
        /// Law says so: no consent lifts it.
        Legal = "legal",
        /// Somebody put it there.
        Manual = "manual",
    }

    /// What a third party is to us.
    Role {
        /// Works on our behalf (Art. 28).
        Processor = "processor",
        /// Decides with us (Art. 26).
        Joint = "joint",
        /// Decides by itself.
        Independent = "independent",
        /// An authority.
        Authority = "authority",
    }

    /// On what a transfer to a third country rests (Art. 45 to 49).
    Transfer {
        /// A decision of adequacy.
        Adequacy = "adequacy",
        /// Standard contractual clauses.
        Clauses = "scc",
        /// Binding corporate rules.
        Rules = "bcr",
        /// A derogation.
        Derogation = "derogation",
        /// There is none, or none is needed.
        None = "none",
    }

    /// How far a third party is trusted.
    Trust {
        /// Being described.
        Draft = "draft",
        /// Being looked at.
        InReview = "in_review",
        /// Approved.
        Approved = "approved",
        /// Stopped for now.
        Suspended = "suspended",
        /// Over.
        Ended = "ended",
    }

    /// What starts the time of a retention rule.
    Trigger {
        /// The record was made.
        Created = "created",
        /// The last thing that happened about it.
        LastActivity = "last_activity",
        /// Its deal closed.
        DealClosed = "deal_closed",
        /// A date field.
        DateField = "date_field",
        /// The person's consent to a purpose ended.
        ConsentEnded = "consent_ended",
        /// A purpose ended for good.
        PurposeRetired = "purpose_retired",
    }

    /// What a retention rule does in the end.
    Action {
        /// Asks somebody to look.
        Review = "review",
        /// Restricts.
        Restrict = "restrict",
        /// Anonymises.
        Anonymise = "anonymise",
        /// Erases.
        Erase = "erase",
        /// Clears the fields that served only the rule's purpose; the person stays.
        ClearFields = "clear_fields",
    }

    /// Why a record stays for now.
    HoldKind {
        /// Law, or a dispute.
        Legal = "legal",
        /// Somebody put it off.
        Snooze = "snooze",
    }

    /// What a person asks for by right.
    RequestKind {
        /// A copy (Art. 15).
        Access = "access",
        /// A correction (Art. 16).
        Rectify = "rectify",
        /// Erasure (Art. 17).
        Erase = "erase",
        /// Restriction (Art. 18).
        Restrict = "restrict",
        /// A file to take elsewhere (Art. 20).
        Port = "port",
        /// An objection (Art. 21).
        Object = "object",
        /// A withdrawal (Art. 7(3)).
        Withdraw = "withdraw",
        /// A human eye on an automated decision (Art. 22).
        AutoDecision = "auto_decision",
        /// A complaint.
        Complaint = "complaint",
    }

    /// Whether it is known who asks.
    Identity {
        /// Not yet.
        Unverified = "unverified",
        /// It is.
        Verified = "verified",
        /// It could not be found out.
        Failed = "failed",
    }

    /// Where a request stands.
    RequestState {
        /// It came.
        Received = "received",
        /// Finding out who asks.
        Verifying = "verifying",
        /// Being worked on.
        InProgress = "in_progress",
        /// Waiting for approval.
        Approval = "approval",
        /// Done.
        Fulfilled = "fulfilled",
        /// Refused, with reasons.
        Refused = "refused",
        /// Taken back.
        Withdrawn = "withdrawn",
        /// Asked already.
        Duplicate = "duplicate",
    }

    /// What was done to a record.
    Did {
        /// Seen.
        View = "view",
        /// A masked value was shown.
        Reveal = "reveal_masked",
        /// Edited.
        Edit = "edit",
        /// Exported.
        Export = "export",
        /// Made one with another.
        Unite = "merge",
        /// Erased.
        Erase = "erase",
        /// Shared.
        Share = "share",
        /// A recipient was told of an erasure or correction (Art. 19).
        Told = "told",
        /// A recipient confirmed that data was given back or deleted.
        Returned = "returned",
        /// A contact point that was left alone by hand may be used again.
        Lifted = "lifted",
        /// A contact point was looked for on the list of those left alone.
        Checked = "checked",
        /// Values of a field whose time was over were taken away; why says how many, and after what time.
        Cleared = "cleared",
        /// What law kept may go again; why says so.
        Released = "released",
        /// Files were imported; why names them.
        Import = "import",
        /// A field is held for less delicate from now on; why says the reason.
        Unmasked = "unmasked",
        /// Cells of a table were copied.
        Copied = "copied",
        /// Days were saved as a calendar file.
        Calendar = "calendar",
        /// A chart was saved as a picture; why names it.
        Picture = "picture",
        /// Consents, the trail or statistics were saved as a file; why says which.
        Document = "document",
    }

    /// How much harm a field's value could do.
    Sensitivity {
        /// Not about a person.
        None = "none",
        /// About a person.
        Personal = "personal",
        /// Not for everybody to see.
        Sensitive = "sensitive",
        /// A special category (Art. 9).
        Special = "special_Art9",
        /// Criminal convictions (Art. 10).
        Criminal = "criminal_Art10",
    }

    /// Whether a purpose needs a field.
    Necessity {
        /// It does.
        Required = "required",
        /// It helps.
        Optional = "optional",
        /// No purpose names it.
        Unused = "unused",
    }
}

impl Action {
    /// Whether data goes by it.
    pub fn takes_away(self) -> bool {
        matches!(self, Self::Anonymise | Self::Erase | Self::ClearFields)
    }
}

impl Basis {
    /// Whether it carries special categories without the person's explicit consent (Art. 9(2)(b) to (j)).
    pub fn is_special(self) -> bool {
        matches!(
            self,
            Self::Employment
                | Self::VitalSpecial
                | Self::Members
                | Self::MadePublic
                | Self::Claims
                | Self::PublicSpecial
                | Self::Health
                | Self::PublicHealth
                | Self::Research
        )
    }

    /// Whether it is the person's consent, explicit or not.
    pub fn is_consent(self) -> bool {
        matches!(self, Self::Consent | Self::Explicit)
    }
}

impl Category {
    /// Whether only the person's consent may carry a purpose of this category.
    pub fn needs_consent(self) -> bool {
        matches!(self, Self::Marketing | Self::Advertising | Self::Profiling | Self::Sharing)
    }

    /// Direct marketing with what serves it: what an objection of Art. 21(2) and (3) ends, whichever purpose it names.
    pub fn is_direct_marketing(self) -> bool {
        matches!(self, Self::Marketing | Self::Advertising | Self::Profiling)
    }
}

impl Sensitivity {
    /// Whether values are masked.
    pub fn is_masked(self) -> bool {
        matches!(self, Self::Sensitive | Self::Special | Self::Criminal)
    }

    /// Whether values need a basis of their own before there are any (Art. 9 and 10).
    pub fn is_special(self) -> bool {
        matches!(self, Self::Special | Self::Criminal)
    }
}

impl SuppressedFor {
    /// Reasons that somebody of the team may put a contact point there for.
    pub const BY_HAND: [Self; 4] = [Self::Manual, Self::HardBounce, Self::Complaint, Self::Legal];

    /// Whether nothing but somebody's own decision stands behind it, so that it can be taken back with a reason.
    pub fn is_by_hand_alone(self) -> bool {
        self == Self::Manual
    }
}

impl EventKind {
    /// Whether it takes consent away, until a later consent names and lifts it.
    pub fn restricts(self) -> bool {
        matches!(self, Self::Refused | Self::Withdrawn | Self::Objected | Self::Revoked | Self::Invalidated)
    }

    /// Whether it gives consent.
    pub fn gives(self) -> bool {
        matches!(self, Self::Given | Self::Renewed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_comes_back() {
        assert!(EventKind::ALL.iter().all(|kind| EventKind::parse(kind.word()) == Some(*kind)));
        assert!(Basis::ALL.iter().all(|basis| Basis::parse(basis.word()) == Some(*basis)));
        assert!(Channel::ALL.iter().all(|channel| Channel::parse(channel.word()) == Some(*channel)));
        assert_eq!(Method::parse("telepathy"), None);
    }
}
