package io.dripwatch.fhir.subscription;

import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Problem.Issue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelComponent;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.hl7.fhir.r4.model.UnsignedIntType;
import org.jspecify.annotations.Nullable;

/** Subscriptions as FHIR has them (profile backport-subscription). What headers say is never shown again. */
final class SubscriptionResource {
    static final String PROFILE =
            "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription";

    private static final String EXTENSIONS = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";
    private static final String FILTER = EXTENSIONS + "backport-filter-criteria";
    private static final String CONTENT = EXTENSIONS + "backport-payload-content";
    private static final String HEARTBEAT = EXTENSIONS + "backport-heartbeat-period";
    private static final String TIMEOUT = EXTENSIONS + "backport-timeout";
    private static final String MAX_COUNT = EXTENSIONS + "backport-max-count";
    private static final String HIDDEN = "***";
    private static final Pattern HEADER = Pattern.compile("([A-Za-z0-9-]{1,64}): ?([ -~]{1,2000})");
    private static final Pattern OURS =
            Pattern.compile("(?i)(host|content-.*|transfer-encoding|connection|upgrade):.*");
    private static final int MOST_FILTERS = 10;
    private static final int MOST_HEADERS = 10;
    private static final int LONGEST_TEXT = 500;
    private static final int DAY_SECONDS = 86_400;
    private static final int USUAL_TIMEOUT = 20;
    private static final int USUAL_COUNT = 50;

    private SubscriptionResource() {}

    /**
     * What somebody asks for.
     *
     * @param before what was agreed until now, whose headers stay where they are hidden; null for nothing
     * @throws Problem where it cannot be done, naming the element
     */
    static Terms read(Subscription asked, Hooks hooks, @Nullable Terms before) {
        Topic topic = Topic.of(asked.getCriteria());
        if (topic == null) {
            throw bad("criteria", "a topic of this server, see /fhir/metadata", asked.getCriteria());
        }
        SubscriptionChannelComponent channel = asked.getChannel();
        Terms terms = new Terms(
                topic,
                texts("criteria", asked.getCriteriaElement(), MOST_FILTERS),
                channel(channel),
                channel.hasEndpoint() ? channel.getEndpoint() : "",
                headers(channel, before),
                content(channel),
                number(channel, HEARTBEAT, 0, 10, DAY_SECONDS),
                number(channel, TIMEOUT, USUAL_TIMEOUT, 1, 60),
                number(channel, MAX_COUNT, USUAL_COUNT, 1, 200),
                asked.hasEnd() ? asked.getEnd().toInstant().toString() : "",
                shortened(asked.getReason()));
        checkEndpoint(terms, hooks);
        terms.read();
        return terms;
    }

    private static String shortened(@Nullable String reason) {
        String text = reason == null ? "" : reason;
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }

    private static Terms.Channel channel(SubscriptionChannelComponent channel) {
        if (channel.getType() == SubscriptionChannelType.RESTHOOK) {
            return Terms.Channel.REST_HOOK;
        }
        if (channel.getType() == SubscriptionChannelType.WEBSOCKET) {
            return Terms.Channel.WEBSOCKET;
        }
        throw bad(
                "channel.type",
                "rest-hook or websocket",
                channel.hasType() ? channel.getType().toCode() : "nothing");
    }

    private static Terms.Content content(SubscriptionChannelComponent channel) {
        if (!"application/fhir+json".equals(channel.getPayload())) {
            throw bad("channel.payload", "application/fhir+json", channel.getPayload());
        }
        String code = extension(channel.getPayloadElement(), CONTENT);
        Terms.Content content = Terms.Content.of(code);
        if (content == null) {
            throw bad("channel.payload", "backport-payload-content empty, id-only or full-resource", code);
        }
        return content;
    }

    private static @Nullable String extension(Element element, String url) {
        return element.getExtensionByUrl(url) == null
                        || !(element.getExtensionByUrl(url).getValue() instanceof PrimitiveType<?> value)
                ? null
                : value.getValueAsString();
    }

    private static int number(SubscriptionChannelComponent channel, String url, int usual, int least, int most) {
        String text = extension(channel, url);
        if (text == null) {
            return usual;
        }
        String name = url.substring(EXTENSIONS.length());
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw bad("channel " + name, least + " to " + most, text);
        }
        return Integer.parseInt(text);
    }

    private static List<String> texts(String name, Element element, int most) {
        List<String> texts = element.getExtensionsByUrl(FILTER).stream()
                .map(each -> each.getValue().primitiveValue())
                .toList();
        if (texts.size() > most || texts.stream().anyMatch(text -> text.length() > LONGEST_TEXT)) {
            throw bad(name, "at most " + most + " filters of " + LONGEST_TEXT + " characters", texts.size() + "");
        }
        return texts;
    }

    private static List<String> headers(SubscriptionChannelComponent channel, @Nullable Terms before) {
        Map<String, String> known = (before == null ? List.<String>of() : before.headers())
                .stream()
                        .collect(Collectors.toMap(SubscriptionResource::hidden, header -> header, (one, other) -> one));
        List<String> headers = new ArrayList<>();
        for (StringType asked : channel.getHeader()) {
            String header = known.getOrDefault(asked.getValue(), asked.getValue());
            boolean fits = header != null
                    && HEADER.matcher(header).matches()
                    && !OURS.matcher(header).matches()
                    && headers.size() < MOST_HEADERS;
            if (!fits || header.endsWith(HIDDEN)) {
                throw bad("channel.header", "up to " + MOST_HEADERS + " such as Authorization: Bearer ...", "another");
            }
            headers.add(header);
        }
        return headers;
    }

    private static String hidden(String header) {
        return header.substring(0, header.indexOf(':')) + ": " + HIDDEN;
    }

    private static void checkEndpoint(Terms terms, Hooks hooks) {
        if (terms.channel() == Terms.Channel.WEBSOCKET) {
            if (!terms.endpoint().isEmpty() || !terms.headers().isEmpty()) {
                throw bad("channel.endpoint", "no endpoint and no header for a websocket", "some");
            }
            return;
        }
        try {
            if (!hooks.allows(new URI(terms.endpoint()))) {
                throw bad("channel.endpoint", "an address that subscriptions.hooks allows", terms.endpoint());
            }
        } catch (URISyntaxException e) {
            throw bad("channel.endpoint", "an address", terms.endpoint());
        }
    }

    private static Problem bad(String element, String expected, @Nullable String got) {
        String quoted = got == null ? "nothing" : got.length() > 100 ? got.substring(0, 100) + "..." : got;
        return new Problem(
                422, Issue.INVALID, "Subscription." + element + ": expected " + expected + ", got " + quoted);
    }

    /** As it is shown. */
    static Subscription of(Kept kept) {
        Terms terms = kept.terms();
        Subscription shown = new Subscription();
        shown.setId(Long.toString(kept.id()));
        shown.getMeta()
                .setVersionId(Integer.toString(kept.version()))
                .setLastUpdatedElement(new InstantType(kept.changed()))
                .addProfile(PROFILE);
        shown.setStatus(SubscriptionStatus.fromCode(code(kept.status())))
                .setReason(terms.reason().isEmpty() ? "To be told" : terms.reason())
                .setCriteria(terms.topic().url());
        if (!terms.end().isEmpty()) {
            shown.setEndElement(new InstantType(terms.end()));
        }
        if (!kept.error().isEmpty()) {
            shown.setError(kept.error());
        }
        terms.filters().forEach(filter -> shown.getCriteriaElement().addExtension(FILTER, new StringType(filter)));
        channel(shown.getChannel(), terms);
        return shown;
    }

    private static void channel(SubscriptionChannelComponent channel, Terms terms) {
        boolean hook = terms.channel() == Terms.Channel.REST_HOOK;
        channel.setType(hook ? SubscriptionChannelType.RESTHOOK : SubscriptionChannelType.WEBSOCKET);
        if (hook) {
            channel.setEndpoint(terms.endpoint());
        }
        terms.headers().forEach(header -> channel.addHeader(hidden(header)));
        channel.setPayload("application/fhir+json");
        channel.getPayloadElement()
                .addExtension(CONTENT, new CodeType(terms.content().code()));
        if (terms.heartbeatSeconds() > 0) {
            channel.addExtension(HEARTBEAT, new UnsignedIntType(terms.heartbeatSeconds()));
        }
        channel.addExtension(TIMEOUT, new UnsignedIntType(terms.timeoutSeconds()));
        IntegerType most = new PositiveIntType(terms.maxCount());
        channel.addExtension(MAX_COUNT, most);
    }

    /** FHIR's code of a status. */
    static String code(Kept.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
