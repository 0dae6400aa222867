package io.dripwatch.fhir.rest;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A search as it was asked.
 *
 * @param url of the resource type, without a query
 * @param parameters in their order, without those that have no value
 * @param handling of what this server does not know ({@code Prefer: handling=})
 */
public record Search(String url, List<Parameter> parameters, Handling handling) {
    private static final int MOST_VALUES = 100;

    /** What becomes of a parameter that is not known. */
    public enum Handling {
        /** The client has not said. */
        UNSAID,
        STRICT,
        LENIENT
    }

    /** Whether the client wants what is not known to be passed over. */
    public boolean lenient() {
        return handling == Handling.LENIENT;
    }

    /**
     * One parameter.
     *
     * @param name with its modifier or chain, such as {@code patient:identifier}
     * @param value still escaped
     */
    public record Parameter(String name, String value) {

        /**
         * Those of a query, the part of an address behind its question mark.
         *
         * @throws Problem where it is not percent-encoded as it must be
         */
        public static List<Parameter> inQuery(String query) {
            List<Parameter> parameters = new ArrayList<>();
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.add(
                            new Parameter(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1))));
                }
            }
            return parameters;
        }

        private static String decoded(String text) {
            try {
                return URLDecoder.decode(text, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw new Problem(
                        400, Problem.Issue.INVALID, "A query within the request cannot be read: " + e.getMessage());
            }
        }

        /** The values of which one must match. */
        public List<String> values() {
            List<String> values = Escapes.list(value);
            if (values.size() > MOST_VALUES) {
                throw new Problem(
                        400,
                        Problem.Issue.TOO_COSTLY,
                        "Parameter " + name + ": expected at most " + MOST_VALUES + " values, got " + values.size());
            }
            return values;
        }

        public List<Token> tokens() {
            return values().stream().map(Token::parse).toList();
        }

        /**
         * The constant that goes by this word.
         *
         * @param expected the words there are, for the error message
         */
        public <T extends Enum<T>> T word(Class<T> type, String word, String expected) {
            for (T constant : type.getEnumConstants()) {
                if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word)) {
                    return constant;
                }
            }
            throw Problem.badValue(name, word, expected);
        }
    }

    public Search {
        parameters = parameters.stream()
                .filter(parameter -> !parameter.value().isBlank())
                .toList();
    }

    /**
     * Passes over a parameter that this server does not know, unless the client wants to be told.
     *
     * @throws Problem where it is to be told, or where a modifier changes the meaning of a parameter that it does know
     */
    public void unknown(Parameter parameter, List<String> known) {
        String name = parameter.name();
        String plain = name.split("[:.]", 2)[0];
        if (handling == Handling.STRICT || (known.contains(plain) && !plain.equals(name))) {
            throw new Problem(
                    400,
                    Problem.Issue.NOT_SUPPORTED,
                    "Parameter " + name + " is not supported here; see /fhir/metadata for those that are");
        }
    }

    /** The address of a page of this search. */
    public static String link(String url, List<Parameter> used, @Nullable String page) {
        String query = used.stream()
                .filter(parameter -> page == null || !parameter.name().equals("_page"))
                .map(parameter -> encode(parameter.name()) + "=" + encode(parameter.value()))
                .collect(Collectors.joining("&"));
        String next = page == null ? "" : (query.isEmpty() ? "" : "&") + "_page=" + page;
        return query.isEmpty() && next.isEmpty() ? url : url + "?" + query + next;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
