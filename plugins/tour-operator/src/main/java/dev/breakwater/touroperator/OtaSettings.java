package dev.breakwater.touroperator;

import dev.breakwater.plugin.Setting;
import dev.breakwater.plugin.SupplierSettings;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is configured for one supplier.
 *
 * @param requestor who asks, as its point of sale
 * @param verbs what the supplier understands by which verb
 * @param envelope how messages are wrapped and where they go
 * @param target {@code Production} or {@code Test}
 * @param bookingIdType of the list UIT: what sort of id a booking's reference is
 * @param segments whether single segments of a package can be cancelled
 * @param refunds how money comes back, if that is agreed
 * @param majorUnits whether an amount without a point is in major units in spite of its {@code DecimalPlaces}
 * @param quoteLife how long a quote is taken for valid, if that is agreed
 * @param currency of amounts that name none
 * @param timeZone of dates without an offset
 */
record OtaSettings(
        Requestor requestor,
        Verbs verbs,
        Envelope envelope,
        String target,
        String bookingIdType,
        boolean segments,
        RefundPractice refunds,
        boolean majorUnits,
        Optional<Duration> quoteLife,
        Currency currency,
        ZoneId timeZone) {
    static final String PROTOCOL = "ota";

    private static final String REQUESTOR_ID = "requestorId";
    private static final String REQUESTOR_TYPE = "requestorType";
    private static final Setting MESSAGE_PASSWORD = Setting.secret(
            "messagePassword", false, "Password of the point of sale, sent as RequestorID/@MessagePassword");
    private static final String QUOTE_VERB = "quoteVerb";
    private static final String QUOTE_VERB_IS_SAFE = "quoteVerbIsSafe";
    private static final String COMMIT_VERB = "commitVerb";
    private static final String ABORT_VERB = "abortVerb";
    private static final String ENVELOPE = "envelope";
    private static final String SOAP_ACTION = "soapAction";
    private static final String CANCEL_PATH = "cancelPath";
    private static final String READ_PATH = "readPath";
    private static final String TARGET = "target";
    private static final String BOOKING_ID_TYPE = "bookingIdType";
    private static final String SEGMENTS = "segments";
    private static final String REFUNDS = "refunds";
    private static final String INTEGER_AMOUNTS = "integerAmounts";
    private static final String QUOTE_MINUTES = "quoteMinutes";

    static final List<Setting> DECLARED = List.of(
            new Setting(REQUESTOR_ID, true, "Our id at the supplier, sent as RequestorID/@ID"),
            new Setting(REQUESTOR_TYPE, false, "What we are, by the code list UIT; 5, a travel agency, if not set"),
            MESSAGE_PASSWORD,
            new Setting(QUOTE_VERB, true, "The CancelType that only quotes: Initiate, Quote, VerifyPrice or none"),
            new Setting(
                    QUOTE_VERB_IS_SAFE,
                    false,
                    "true once it is proven that the quote verb never cancels; until then it is treated as a commit"),
            new Setting(COMMIT_VERB, true, "The CancelType that cancels: Commit, Cancel or Initiate"),
            new Setting(ABORT_VERB, false, "The CancelType that closes an unused quote: Ignore, or none if not set"),
            new Setting(ENVELOPE, false, "soap for SOAP 1.1, or none, which is so if not set, for plain XML"),
            new Setting(SOAP_ACTION, false, "The SOAPAction header, empty if not set"),
            new Setting(CANCEL_PATH, false, "Where OTA_CancelRQ goes, below the base URL; / if not set"),
            new Setting(READ_PATH, false, "Where OTA_ReadRQ goes, below the base URL; / if not set"),
            new Setting(TARGET, false, "Production, which is so if not set, or Test"),
            new Setting(BOOKING_ID_TYPE, false, "What a booking's reference is, by the code list UIT; 14 if not set"),
            new Setting(SEGMENTS, false, "true if the supplier cancels single segments of a package; false if not set"),
            new Setting(REFUNDS, false, "automatic or on-claim, if it is agreed how money comes back"),
            new Setting(
                    INTEGER_AMOUNTS,
                    false,
                    "What an amount without a point beside DecimalPlaces is in: minor, which is so if not set, or major units"),
            new Setting(QUOTE_MINUTES, false, "How many minutes a quote is valid, 1 to 10080, if that is agreed"));

    /**
     * @param type of the list UIT
     * @param password what stands for the password until the message leaves
     */
    record Requestor(String type, String id, Optional<String> password) {}

    /**
     * @param quote empty if the supplier has none
     * @param quoteIsSafe whether it is proven that the quote verb never cancels
     * @param abort empty if quotes are left to die by themselves
     */
    record Verbs(Optional<String> quote, boolean quoteIsSafe, String commit, Optional<String> abort) {}

    /** @param soapAction the action, empty if messages are sent as plain XML */
    record Envelope(Optional<String> soapAction, String cancelPath, String readPath) {}

    static OtaSettings of(SupplierSettings settings) {
        SettingsReader read = new SettingsReader(settings);
        read.require(settings.protocol().equals(PROTOCOL), "protocol must be " + PROTOCOL);
        read.refuseOthers(PROTOCOL, DECLARED);
        OtaSettings ota = new OtaSettings(
                requestor(read),
                verbs(read),
                envelope(read),
                read.word(TARGET, "Production", Set.of("Production", "Test")),
                code(read, BOOKING_ID_TYPE, "14"),
                read.flag(SEGMENTS),
                RefundPractice.of(read.word(REFUNDS, "", Set.of("automatic", "on-claim"))),
                read.word(INTEGER_AMOUNTS, "minor", Set.of("minor", "major")).equals("major"),
                read.number(QUOTE_MINUTES, 1, 10_080).map(Duration::ofMinutes),
                settings.currency(),
                settings.timeZone());
        read.complain();
        return ota;
    }

    private static Requestor requestor(SettingsReader read) {
        return new Requestor(
                code(read, REQUESTOR_TYPE, "5"),
                read.text(REQUESTOR_ID, "[!-~](?:[ -~]{0,30}[!-~])?", "1 to 32 printable ASCII characters")
                        .orElseGet(() -> read.missing(REQUESTOR_ID)),
                read.value(MESSAGE_PASSWORD.name()).map(secret -> MESSAGE_PASSWORD.placeholder()));
    }

    private static Verbs verbs(SettingsReader read) {
        String quote = read.word(QUOTE_VERB, "", Set.of("Initiate", "Quote", "VerifyPrice", "none"));
        String commit = read.word(COMMIT_VERB, "", Set.of("Commit", "Cancel", "Initiate"));
        String abort = read.word(ABORT_VERB, "none", Set.of("Ignore", "none"));
        if (quote.isEmpty()) {
            read.missing(QUOTE_VERB);
        }
        if (commit.isEmpty()) {
            read.missing(COMMIT_VERB);
        }
        read.require(
                quote.isEmpty() || !quote.equals(commit), COMMIT_VERB + " must be another verb than " + QUOTE_VERB);
        read.require(
                !quote.equals("none") || !commit.equals("Commit"),
                COMMIT_VERB + " must be Cancel or Initiate where there is no quote to commit");
        return new Verbs(verb(quote), read.flag(QUOTE_VERB_IS_SAFE), commit, verb(abort));
    }

    private static Optional<String> verb(String word) {
        return Optional.of(word).filter(verb -> !verb.equals("none"));
    }

    private static Envelope envelope(SettingsReader read) {
        boolean soap = read.word(ENVELOPE, "none", Set.of("soap", "none")).equals("soap");
        String action = read.text(SOAP_ACTION, "[!#-~]{0,200}", "at most 200 printable ASCII characters without quotes")
                .orElse("");
        read.require(soap || action.isEmpty(), SOAP_ACTION + " needs " + ENVELOPE + " to be soap");
        return new Envelope(Optional.of(action).filter(text -> soap), path(read, CANCEL_PATH), path(read, READ_PATH));
    }

    private static String path(SettingsReader read, String name) {
        return read.text(
                        name,
                        "/(?:[A-Za-z0-9._~?=&%:@!$'()*+,;-][A-Za-z0-9._~?=&%:@!$'()*+,;/-]{0,500})?",
                        "a path that begins with one slash")
                .orElse("/");
    }

    private static String code(SettingsReader read, String name, String preset) {
        return read.text(name, "[0-9A-Z]{1,3}(?:\\.[A-Z]{3}(?:\\.X)?)?", "a code of OpenTravel, such as 14")
                .orElse(preset);
    }
}
