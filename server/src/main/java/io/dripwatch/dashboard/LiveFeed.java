package io.dripwatch.dashboard;

import io.dripwatch.flow.Chair;
import io.dripwatch.flow.Latest;
import io.dripwatch.flow.Room;
import io.dripwatch.health.Health;
import io.dripwatch.health.Trouble;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Reach;
import io.dripwatch.wording.Wording;
import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the screens: the rooms that they show at first, then every chair that changed, gathered for a few milliseconds
 * and encoded once for all screens that show the same.
 *
 * <p>Lives on the room's context. A screen that does not drink as fast as the room pours loses frames, and gets the
 * newest state of what it missed as soon as it drinks again; one that stands still for long is cut off, and comes back
 * by itself. Nobody else waits for it.
 */
public final class LiveFeed {
    /** How long changes are gathered. */
    static final long FLUSH_MS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final long NEVER = -1;
    private static final Duration LONGEST_CHOKE = Duration.ofSeconds(10);
    private static final int MOST_SCREENS = 200;
    private static final int MOST_WAITING_BYTES = 256 * 1024;

    private final Context context;
    private final Room room;
    private final Health health;
    private final InstantSource clock;
    private final Function<Sight, RoomView> writing;
    private final Map<Sight, RoomView> views = new HashMap<>();
    private final Confirmations confirmations;
    private final Map<ServerWebSocket, Screen> screens = new LinkedHashMap<>();
    private final Map<Chair, Long> seen = new HashMap<>();
    private volatile Map<String, Number> numbers = Map.of();
    private long seenHolds = NEVER;
    private int seenUnbound = -1;
    private List<Trouble> seenTroubles = List.of();
    private Instant lastTick = Instant.EPOCH;

    /** One screen, and what it has missed. */
    private static final class Screen {
        private final String name;
        private final RoomView view;
        private final Set<Chair> chairs = new LinkedHashSet<>();
        private boolean behind;
        private boolean more;
        private Instant chokedSince = Instant.EPOCH;

        Screen(String name, RoomView view) {
            this.name = name;
            this.view = view;
        }

        boolean shows(String screen, ChairId chair) {
            return name.equals(screen) && view.shows(chair);
        }

        void caughtUp() {
            behind = false;
            more = false;
            chairs.clear();
        }
    }

    /** The room is told in these words, by the program of this version. */
    public LiveFeed(
            Context context,
            Room room,
            Control control,
            Health health,
            InstantSource clock,
            String version,
            Wording words) {
        this.context = context;
        this.room = room;
        this.health = health;
        this.clock = clock;
        this.writing = sight -> new RoomView(room, sight, version, words);
        this.confirmations = new Confirmations(room, control);
    }

    /** Starts feeding; to be called on the room's context. */
    public void start() {
        context.owner().setPeriodic(FLUSH_MS, timer -> flush());
    }

    /** For {@code /metrics}: names and values, as of the last heartbeat. */
    public Map<String, Number> numbers() {
        return numbers;
    }

    /**
     * Takes a screen that has connected; on the thread of its connection.
     *
     * @param reach of whoever is there
     * @param asked the name of the only room that it wants to show; null for all
     */
    void connect(ServerWebSocket socket, Reach reach, @Nullable String asked) {
        Sight sight = Sight.of(room.plan().rooms(), reach, asked);
        socket.pause();
        socket.setWriteQueueMaxSize(MOST_WAITING_BYTES);
        socket.exceptionHandler(failure -> LOG.debug("A screen's connection failed", failure));
        String screen = name(socket);
        socket.closeHandler(closed -> context.runOnContext(gone -> leave(socket)));
        socket.textMessageHandler(message -> context.runOnContext(heard -> confirm(socket, message)));
        context.runOnContext(unused -> welcome(socket, screen, sight));
    }

    private void confirm(ServerWebSocket socket, String message) {
        Screen screen = screens.get(socket);
        if (screen != null) {
            confirmations.take(screen.name, screen.view::shows, message, clock.instant());
        }
    }

    /** What it showed is seen by nobody now, unless another page at the same address shows it. */
    private void leave(ServerWebSocket socket) {
        Screen gone = screens.remove(socket);
        if (gone != null) {
            room.screenGone(
                    gone.name, chair -> screens.values().stream().noneMatch(other -> other.shows(gone.name, chair)));
            views.values().removeIf(view -> screens.values().stream().noneMatch(other -> other.view == view));
        }
    }

    /** By its address: a screen that connects again is the same. */
    private static String name(ServerWebSocket socket) {
        String host =
                socket.remoteAddress() == null ? null : socket.remoteAddress().hostAddress();
        return "screen " + (host == null ? "unknown" : host);
    }

    private void welcome(ServerWebSocket socket, String name, Sight sight) {
        if (screens.size() >= MOST_SCREENS) {
            socket.close((short) 1013, "too many screens");
            return;
        }
        Screen screen = new Screen(name, views.computeIfAbsent(sight, writing));
        screens.put(socket, screen);
        greet(socket, screen, clock.instant());
        socket.resume();
    }

    /** Tells a screen everything; what it was told of the pool may be gone before the next heartbeat looks. */
    private void greet(ServerWebSocket socket, Screen screen, Instant now) {
        write(socket, screen.view.hello(now, health.troubles()));
        seenHolds = NEVER;
    }

    private void flush() {
        Instant now = clock.instant();
        boolean beat = !now.isBefore(lastTick.plus(HEARTBEAT));
        if (beat) {
            lastTick = now;
            count();
        }
        if (screens.isEmpty()) {
            return;
        }
        List<Chair> changed = changed(beat, now);
        catchUp(now);
        if (!changed.isEmpty()) {
            send(view -> view.chairs(changed, now), now, screen -> screen.chairs.addAll(changed));
        }
        int unbound = beat ? unbound(now) : seenUnbound;
        if (beat && (seenHolds != room.holds().revision() || unbound != seenUnbound)) {
            seenHolds = room.holds().revision();
            seenUnbound = unbound;
            send(view -> view.pool(now), now, screen -> screen.more = true);
        }
        if (!seenTroubles.equals(health.troubles())) {
            seenTroubles = health.troubles();
            send(view -> view.server(seenTroubles, now), now, screen -> screen.more = true);
        }
        if (beat) {
            send(view -> view.tick(now), now, screen -> {});
        }
    }

    /**
     * The chairs that changed; with every heartbeat all that hold anything, since values also change by growing old.
     */
    private List<Chair> changed(boolean beat, Instant now) {
        List<Chair> changed = new ArrayList<>();
        for (Chair chair : room.chairs()) {
            Long revision = seen.get(chair);
            if (revision == null || revision != chair.revision() || (beat && ages(chair) && quiet(chair, now))) {
                seen.put(chair, chair.revision());
                changed.add(chair);
            }
        }
        return changed;
    }

    /** Whether time alone changes what is shown: numbers grow old with and without a session. */
    private static boolean ages(Chair chair) {
        return chair.session() != null || !chair.values().isEmpty();
    }

    private static boolean quiet(Chair chair, Instant now) {
        Instant lately = now.minus(HEARTBEAT.multipliedBy(2));
        for (Map<Integer, Latest> sites : chair.values().values()) {
            for (Latest latest : sites.values()) {
                if (latest.liveAt().isAfter(lately)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Differs whenever a device without a chair comes, goes, falls silent or speaks again. */
    private int unbound(Instant now) {
        return room.unboundDevices().stream()
                .mapToInt(link -> Objects.hash(link.device(), link.lost(now)))
                .sum();
    }

    private void count() {
        Map<String, Number> counted = new LinkedHashMap<>(confirmations.numbers());
        counted.put("dripwatch_screens", screens.size());
        numbers = Map.copyOf(counted);
    }

    /** A message is written once for all screens that show the same. */
    private void send(Function<RoomView, String> message, Instant now, Consumer<Screen> missed) {
        Map<RoomView, String> written = new HashMap<>();
        screens.forEach((socket, screen) -> {
            if (!screen.behind && full(socket)) {
                screen.behind = true;
                screen.chokedSince = now;
            }
            if (screen.behind) {
                missed.accept(screen);
            } else {
                write(socket, written.computeIfAbsent(screen.view, message));
            }
        });
    }

    /** A screen may close, on its own thread, at any moment; the others must not miss a frame because of it. */
    private static void write(ServerWebSocket socket, String message) {
        try {
            if (!message.isEmpty()) {
                socket.writeTextMessage(message);
            }
        } catch (IllegalStateException closed) {
            LOG.debug("A screen closed while it was written to", closed);
        }
    }

    /** A screen that has just closed takes nothing any more. */
    private static boolean full(ServerWebSocket socket) {
        try {
            return socket.writeQueueFull();
        } catch (IllegalStateException closed) {
            return true;
        }
    }

    private void catchUp(Instant now) {
        for (Map.Entry<ServerWebSocket, Screen> entry : List.copyOf(screens.entrySet())) {
            ServerWebSocket socket = entry.getKey();
            Screen screen = entry.getValue();
            if (screen.behind && !full(socket)) {
                if (screen.more) {
                    greet(socket, screen, now);
                } else {
                    write(socket, screen.view.chairs(screen.chairs, now));
                }
                screen.caughtUp();
            } else if (screen.behind && now.isAfter(screen.chokedSince.plus(LONGEST_CHOKE))) {
                LOG.warn("A screen that takes nothing was cut off");
                socket.close((short) 1013, "too slow");
                leave(socket);
            }
        }
    }
}
