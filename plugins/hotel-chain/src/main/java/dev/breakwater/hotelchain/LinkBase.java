package dev.breakwater.hotelchain;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the supplier's links may lead: below one URL, and nowhere else.
 *
 * @param url scheme and host of the supplier's API and the path it begins with, without a slash at the end
 */
record LinkBase(URI url) {
    private static final String SEGMENT = "[A-Za-z0-9_~-][A-Za-z0-9._~-]*";
    private static final Pattern BASE = Pattern.compile("(/" + SEGMENT + ")*");
    private static final Pattern ROOM = Pattern.compile("/itineraries/(" + SEGMENT + ")/rooms/(" + SEGMENT + ")");
    private static final Pattern TOKEN = Pattern.compile("([^&]+&)*token=[^&]+(&[^&]+)*");
    private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,4000}");

    /** Empty unless this is an absolute URL of http or https with nothing but a host, a port and a plain path. */
    static Optional<LinkBase> of(String text) {
        return uri(text.replaceFirst("/+$", ""))
                .filter(url -> url.getScheme() != null && url.getScheme().matches("(?i)https?"))
                .filter(url -> url.getHost() != null && url.getRawUserInfo() == null)
                .filter(url -> url.getRawQuery() == null && url.getRawFragment() == null)
                .filter(url -> BASE.matcher(url.getRawPath()).matches())
                .map(LinkBase::new);
    }

    /**
     * The path of a link that cancels a room, as a request has it: without what the supplier's base URL ends in.
     *
     * @param href absolute, or relative to the host
     * @return empty if it leads anywhere else, to another room or to one of another itinerary
     */
    Optional<String> pathTo(String href, ItineraryReference itinerary, String roomId) {
        return uri(href)
                .filter(this::isHere)
                .map(link -> new Target(link.getRawPath(), link.getRawQuery()))
                .filter(target -> target.path().startsWith(url.getRawPath() + "/"))
                .map(target ->
                        new Target(target.path().substring(url.getRawPath().length()), target.query()))
                .filter(target -> leadsTo(target, itinerary, roomId))
                .map(target -> target.path() + "?" + target.query());
    }

    private record Target(String path, String query) {}

    private boolean isHere(URI link) {
        if (link.getRawFragment() != null || link.isOpaque()) {
            return false;
        }
        if (link.getScheme() == null) {
            return link.getRawAuthority() == null && link.getRawPath().startsWith("/");
        }
        return link.getScheme().equalsIgnoreCase(url.getScheme())
                && url.getHost().equalsIgnoreCase(link.getHost())
                && link.getRawUserInfo() == null
                && port(link) == port(url);
    }

    private static boolean leadsTo(Target target, ItineraryReference itinerary, String roomId) {
        Matcher room = ROOM.matcher(target.path());
        return room.matches()
                && room.group(1).equalsIgnoreCase(itinerary.text())
                && room.group(2).equals(roomId)
                && target.query() != null
                && TOKEN.matcher(target.query()).matches();
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    private static Optional<URI> uri(String text) {
        try {
            return VISIBLE.matcher(text).matches() ? Optional.of(new URI(text)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
