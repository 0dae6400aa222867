package io.dripwatch.sim.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dripwatch.sim.wire.LiveFeed;
import io.dripwatch.sim.wire.Tls;
import io.dripwatch.sim.wire.Visitor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/**
 * A screen beside the load: connected to the server's live feed, it notes when the heart rate of each monitor's message
 * comes into view. The monitors' beds must be chairs of the room.
 */
public final class LiveScreen implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LAST_LOOK = Duration.ofSeconds(2);
    private static final String WATCHED = "heartRate";

    private final Sightings sightings = new Sightings();
    private final CompletableFuture<Void> greeted = new CompletableFuture<>();
    private final LiveFeed feed;

    private LiveScreen(URI server, Visitor visitor) throws IOException, InterruptedException {
        String cookie = visitor.cookie(HttpClient.newHttpClient(), server);
        feed = LiveFeed.connect(server, Tls.NONE, cookie, PATIENCE, new Eye());
        try {
            greeted.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            feed.close();
            throw new IOException("the live feed of " + server + " does not answer", e);
        }
    }

    /**
     * Connects, and waits until the whole room was shown once.
     *
     * @param server {@code http://host:port}
     * @param visitor who looks
     * @throws IOException where its live feed does not answer
     */
    public static LiveScreen connect(URI server, Visitor visitor) throws IOException, InterruptedException {
        return new LiveScreen(server, visitor);
    }

    Sightings sightings() {
        return sightings;
    }

    /** Waits a little for what was sent last. */
    public void lookOnceMore() throws InterruptedException {
        sightings.await(LAST_LOOK.toNanos());
    }

    /** From when a message was due to its values on this screen, nanoseconds. */
    public Histogram latency() {
        return sightings.latency();
    }

    /** How many messages this screen has not shown. */
    public int unseen() {
        return sightings.unseen();
    }

    @Override
    public void close() {
        feed.close();
    }

    private final class Eye implements LiveFeed.Ear {
        @Override
        public void heard(String message) {
            look(message, System.nanoTime());
        }

        private void look(String message, long now) {
            try {
                for (JsonNode chair : JSON.readTree(message).path("chairs")) {
                    look(chair, now);
                }
                greeted.complete(null);
            } catch (JsonProcessingException e) {
                greeted.completeExceptionally(e);
            }
        }

        private void look(JsonNode chair, long now) {
            for (JsonNode value : chair.path("values")) {
                if (value.path("metric").asText().equals(WATCHED)) {
                    sightings.seen(
                            Integer.parseInt(chair.path("chair").asText()),
                            value.path("at").asLong(),
                            now);
                }
            }
        }

        @Override
        public void ended(Throwable why) {
            greeted.completeExceptionally(why);
        }
    }
}
