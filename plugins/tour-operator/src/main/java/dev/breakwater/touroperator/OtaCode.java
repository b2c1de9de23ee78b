package dev.breakwater.touroperator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Codes of OpenTravel's code lists, as simple type {@code OTA_CodeType} writes them: {@code 95}, {@code 95.ERR}, {@code 95.ERR.X}. */
final class OtaCode {
    private static final Pattern STANDARD = Pattern.compile("0{0,3}([0-9]{1,3})(?:\\.([A-Z]{3}))?");

    private OtaCode() {}

    /** The number in the list; anything that is not one of its codes, such as a partner's own {@code .X}, stays as it is. */
    static String number(String text, String list) {
        Matcher code = STANDARD.matcher(text.strip());
        boolean standard =
                code.matches() && (code.group(2) == null || code.group(2).equals(list));
        return standard ? code.group(1) : text.strip();
    }
}
