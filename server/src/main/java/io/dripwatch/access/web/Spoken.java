package io.dripwatch.access.web;

import io.dripwatch.wording.Wording;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** In which words people are answered at the door. */
public final class Spoken {
    private static final String WORDS = Spoken.class.getName();

    private Spoken() {}

    /** To stand before all that answers. */
    public static Handler<RoutingContext> in(Wording words) {
        return http -> {
            http.put(WORDS, words);
            http.next();
        };
    }

    public static Wording of(RoutingContext http) {
        Wording words = http.get(WORDS);
        return words == null ? Wording.ENGLISH : words;
    }
}
