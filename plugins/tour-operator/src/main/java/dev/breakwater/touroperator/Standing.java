package dev.breakwater.touroperator;

/** How a booking or a part of it stands, by the code list STS. */
enum Standing {
    ACTIVE,
    PENDING,
    CANCELLED,
    /** Travelled, missed or closed. */
    USED,
    /** Never confirmed by the operator. */
    DECLINED,
    NO_RECORD,
    UNKNOWN;

    private static final WordTable<Standing> CODES = new WordTable<>("booking-states.properties", Standing::valueOf);

    static Standing of(String code) {
        return CODES.meaning(OtaCode.number(code, "STS")).orElse(UNKNOWN);
    }
}
