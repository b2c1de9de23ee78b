package dev.breakwater.gateway.dispatch;

import static java.util.Objects.requireNonNull;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the members of a cluster find and reach each other.
 *
 * @param join whom to join
 * @param address the private or loopback address to listen on, in digits
 * @param port what to listen on; empty: 5701, or the next free one
 * @param advertised where the others reach this member, {@code HOST:PORT}, if it is not where it listens
 */
public record ClusterSettings(Join join, String address, Optional<Integer> port, Optional<String> advertised) {
    private static final String MEMBERS = "BREAKWATER_CLUSTER_MEMBERS";
    private static final String KUBERNETES = "BREAKWATER_CLUSTER_KUBERNETES";
    private static final String ADDRESS = "BREAKWATER_CLUSTER_ADDRESS";
    private static final String ADVERTISED = "BREAKWATER_CLUSTER_ADVERTISED";
    private static final Pattern PLACE = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final int HIGHEST_PORT = 65_535;

    /** Alone on loopback. */
    public static final ClusterSettings ALONE =
            new ClusterSettings(new Alone(), "127.0.0.1", Optional.empty(), Optional.empty());

    /** Whom to join. */
    public sealed interface Join {}

    /** Nobody. */
    public record Alone() implements Join {}

    /** @param members {@code HOST[:PORT]} of some or all members; this one may be among them */
    public record Listed(List<String> members) implements Join {
        public Listed {
            members = List.copyOf(members);
        }
    }

    /** @param service the DNS name of a headless service in front of the members */
    public record Kubernetes(String service) implements Join {
        public Kubernetes {
            requireNonNull(service, "service");
        }
    }

    public ClusterSettings {
        requireNonNull(join, "join");
        requireNonNull(address, "address");
        requireNonNull(port, "port");
        requireNonNull(advertised, "advertised");
    }

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException if one is wrong; the message is for the operator
     */
    public static ClusterSettings of(Map<String, String> env) {
        String members = env.getOrDefault(MEMBERS, "").strip();
        String kubernetes = env.getOrDefault(KUBERNETES, "").strip();
        String address = env.getOrDefault(ADDRESS, "").strip();
        String advertised = env.getOrDefault(ADVERTISED, "").strip();
        if (!members.isEmpty() && !kubernetes.isEmpty()) {
            throw new IllegalArgumentException("Set " + MEMBERS + " or " + KUBERNETES + ", not both.");
        }
        if (members.isEmpty() && kubernetes.isEmpty()) {
            if (!address.isEmpty() || !advertised.isEmpty()) {
                throw new IllegalArgumentException((address.isEmpty() ? ADVERTISED : ADDRESS)
                        + " says where this member is found, but not whom it joins: set " + MEMBERS + " or "
                        + KUBERNETES + " too.");
            }
            return ALONE;
        }
        if (!kubernetes.isEmpty() && address.isEmpty()) {
            throw new IllegalArgumentException(
                    KUBERNETES + " needs " + ADDRESS + " as well: the address of the pod (status.podIP).");
        }
        Matcher own = place(ADDRESS, address.isEmpty() ? ALONE.address : address);
        return new ClusterSettings(
                kubernetes.isEmpty() ? listed(members) : new Kubernetes(service(kubernetes)),
                privateAddress(own.group(1)),
                Optional.ofNullable(own.group(2)).map(Integer::valueOf),
                advertised.isEmpty() ? Optional.empty() : Optional.of(advertised(advertised)));
    }

    private static Listed listed(String members) {
        return new Listed(Stream.of(members.split(","))
                .map(String::strip)
                .map(member -> place(MEMBERS, member).group())
                .toList());
    }

    private static String service(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(KUBERNETES + " must be the DNS name of a service, not " + name + ".");
        }
        return name;
    }

    private static String advertised(String text) {
        if (place(ADVERTISED, text).group(2) == null) {
            throw new IllegalArgumentException(ADVERTISED + " must be HOST:PORT, not " + text + ".");
        }
        return text;
    }

    private static Matcher place(String variable, String text) {
        Matcher place = PLACE.matcher(text);
        if (!place.matches()
                || place.group(2) != null
                        && (Integer.parseInt(place.group(2)) > HIGHEST_PORT || Integer.parseInt(place.group(2)) == 0)) {
            throw new IllegalArgumentException(variable + " must be HOST or HOST:PORT"
                    + (variable.equals(MEMBERS) ? ", several of them separated by commas" : "") + ", not \"" + text
                    + "\".");
        }
        return place;
    }

    private static String privateAddress(String host) {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(ADDRESS + ": nobody knows the host " + host + ".", e);
        }
        if (!isPrivate(address)) {
            throw new IllegalArgumentException(ADDRESS + " must be a private or loopback address of this machine, not "
                    + address.getHostAddress() + ": whoever reaches it is a member. Give the address of a network that"
                    + " only the gateways can reach.");
        }
        return address.getHostAddress();
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean unique = address instanceof Inet6Address && (bytes[0] & 0xfe) == 0xfc;
        boolean shared = bytes.length == 4 && (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
        return address.isLoopbackAddress() || address.isSiteLocalAddress() || unique || shared;
    }
}
