package io.dripwatch.fhir.subscription;

import io.dripwatch.fhir.news.Item;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one can be told of. Their addresses never change. */
public enum Topic {
    VITALS("vitals", Item.Topic.VITALS),
    ALARM_RAISED("alarm-raised", Item.Topic.ALARM_RAISED),
    ALARM_ENDED("alarm-ended", Item.Topic.ALARM_ENDED),
    STAGE_CHANGED("stage-changed", Item.Topic.STAGE_CHANGED);

    private static final String PREFIX = "urn:dripwatch:topic:";

    private final String word;
    private final Item.Topic of;

    Topic(String word, Item.Topic of) {
        this.word = word;
        this.of = of;
    }

    /** Its canonical address, which stands in {@code Subscription.criteria}. */
    public String url() {
        return PREFIX + word;
    }

    /** Of which type of resource it tells. */
    public String type() {
        return of.type();
    }

    boolean is(Item item) {
        return item.topic() == of;
    }

    /** The topic with this address; null where there is none. */
    static @Nullable Topic of(@Nullable String url) {
        return Arrays.stream(values())
                .filter(topic -> topic.url().equals(url))
                .findFirst()
                .orElse(null);
    }
}
