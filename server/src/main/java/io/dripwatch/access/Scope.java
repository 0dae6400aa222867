package io.dripwatch.access;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program that is nobody's screen may read: resources of a type of the chart (SMART App Launch 2), or the
 * server's numbers.
 *
 * @param type of the resources; {@code *} for all but those for auditors, which must be named; "" for the numbers
 * @param reads single ones by their id
 * @param searches them, exports included
 * @param writes them: makes, changes and ends subscriptions of its own; nothing else can be written
 */
public record Scope(String type, boolean reads, boolean searches, boolean writes) {
    /** The whole chart, of all patients. */
    public static final Scope CHART = new Scope("*", true, true);
    /** To be told of what is new in the chart, as far as other scopes allow reading it. */
    public static final Scope SUBSCRIPTIONS = new Scope("Subscription", true, true, true);
    /** The server's numbers. */
    public static final Scope NUMBERS = new Scope("", false, false);

    private static final String NUMBERS_WORD = "metrics";
    private static final String SUBSCRIPTIONS_WORD = "system/Subscription.cruds";
    private static final Pattern OF_CHART = Pattern.compile("system/(\\*|[A-Z][A-Za-z]{1,63})\\.(r|s|rs)");
    private static final Pattern ASKED =
            Pattern.compile("system/(\\*|[A-Z][A-Za-z]{1,63})\\.(?:(c?)(r?)(u?)(d?)(s?)|(read|\\*))");

    public Scope {
        if (!type.isEmpty() && !reads && !searches) {
            throw new IllegalArgumentException("expected a scope that allows reading or searching " + type);
        }
    }

    /** A scope that writes nothing. */
    public Scope(String type, boolean reads, boolean searches) {
        this(type, reads, searches, false);
    }

    /** As it is written in files, commands and tokens. */
    public String word() {
        if (writes) {
            return SUBSCRIPTIONS_WORD;
        }
        return type.isEmpty() ? NUMBERS_WORD : "system/" + type + "." + (reads ? "r" : "") + (searches ? "s" : "");
    }

    boolean allows(Action asked) {
        if (type.isEmpty()) {
            return asked == Action.SEE_NUMBERS;
        }
        return asked == Action.reading(type) || (writes && asked == Action.SUBSCRIBE);
    }

    boolean covers(String resource) {
        return type.equals(resource)
                || (type.equals("*") && !resource.isEmpty() && Action.reading(resource) == Action.EXPORT);
    }

    /**
     * The scope of a word.
     *
     * @throws IllegalArgumentException saying what there is, where it is none
     */
    public static Scope ofWord(String word) {
        Matcher chart = OF_CHART.matcher(word);
        if (word.equals(NUMBERS_WORD)) {
            return NUMBERS;
        }
        if (word.equals(SUBSCRIPTIONS_WORD)) {
            return SUBSCRIPTIONS;
        }
        if (!chart.matches()) {
            throw new IllegalArgumentException(
                    "expected metrics, system/Subscription.cruds, or system/TYPE.rs with a type of resources or *, and"
                            + " r for reading, s for searching; got " + word);
        }
        return new Scope(
                chart.group(1), chart.group(2).startsWith("r"), chart.group(2).endsWith("s"));
    }

    /** As much as a program may of what it asks for, word by word; what nobody may is left out. */
    public static Set<Scope> granted(String asked, Collection<Scope> allowed) {
        Set<Scope> granted = new LinkedHashSet<>();
        for (String word : asked.strip().split(" +", -1)) {
            Scope wish = asked(word).orElse(null);
            if (wish != null) {
                allowed.forEach(each -> each.and(wish).ifPresent(granted::add));
            }
        }
        return granted;
    }

    /** More than can be allowed may be asked for, and version 1 writes {@code read}. */
    private static Optional<Scope> asked(String word) {
        Matcher asked = ASKED.matcher(word);
        if (word.equals(NUMBERS_WORD)) {
            return Optional.of(NUMBERS);
        }
        if (word.equals(SUBSCRIPTIONS_WORD)) {
            return Optional.of(SUBSCRIPTIONS);
        }
        if (!asked.matches()) {
            return Optional.empty();
        }
        boolean both = asked.group(7) != null;
        boolean reads = both || !asked.group(3).isEmpty();
        boolean searches = both || !asked.group(6).isEmpty();
        return reads || searches ? Optional.of(new Scope(asked.group(1), reads, searches)) : Optional.empty();
    }

    /** What both allow. */
    private Optional<Scope> and(Scope other) {
        boolean narrower = covers(other.type);
        if (!narrower && !other.covers(type)) {
            return Optional.empty();
        }
        String both = narrower ? other.type : type;
        boolean mayRead = reads && other.reads;
        boolean maySearch = searches && other.searches;
        return both.isEmpty() || mayRead || maySearch
                ? Optional.of(new Scope(both, mayRead, maySearch, writes && other.writes))
                : Optional.empty();
    }
}
