package io.dripwatch.fhir.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of the answer a client wants at once, and where it stands.
 *
 * @param count how many at most on a page, 0 to {@value #MOST}
 * @param countOnly whether only the number of matches is wanted
 * @param total whether that number is wanted besides
 * @param page what the next link of the page before says, decoded; null on the first page
 */
public record Paging(
        int count,
        boolean countOnly,
        boolean total,
        @Nullable String page) {
    public static final int USUAL = 100;
    public static final int MOST = 1000;
    /** The parameters that say how an answer is wanted, not what. */
    public static final List<String> PARAMETERS =
            List.of("_count", "_summary", "_total", "_page", "_format", "_pretty", "_elements");

    private enum Summary {
        COUNT,
        TRUE,
        DATA,
        FALSE
    }

    private enum Total {
        NONE,
        ESTIMATE,
        ACCURATE
    }

    /** Reads what concerns paging; leaves the rest to others. */
    public static Paging of(Search search) {
        int count = USUAL;
        boolean countOnly = false;
        boolean total = false;
        String page = null;
        for (Search.Parameter parameter : search.parameters()) {
            String value = parameter.value();
            switch (parameter.name()) {
                case "_count" -> count = count(value);
                case "_summary" ->
                    countOnly = parameter.word(Summary.class, value, "count, true, data or false") == Summary.COUNT;
                case "_total" ->
                    total = parameter.word(Total.class, value, "none, estimate or accurate") == Total.ACCURATE;
                case "_page" -> page = decode(value);
                default -> {}
            }
        }
        return new Paging(count, countOnly || count == 0, total, page);
    }

    private static int count(String value) {
        if (!value.matches("\\d{1,9}")) {
            throw Problem.badValue("_count", value, "a number of entries");
        }
        return Math.min(Integer.parseInt(value), MOST);
    }

    private static String decode(String value) {
        try {
            return new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notOurs) {
            throw badPage();
        }
    }

    public static String encode(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    public static Problem badPage() {
        return new Problem(
                400, Problem.Issue.INVALID, "Parameter _page: expected what a next link of this server says");
    }
}
