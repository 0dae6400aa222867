package io.dripwatch.app;

import io.dripwatch.dashboard.Control;
import io.dripwatch.device.Intake;
import io.dripwatch.flow.Command;
import io.dripwatch.flow.CommandRefused;
import io.dripwatch.flow.Concerned;
import io.dripwatch.flow.Decision;
import io.dripwatch.flow.Keeper;
import io.dripwatch.flow.Room;
import io.dripwatch.flow.RoomFull;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Reach;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one door into the room: reports and commands from any thread queue up here, and are decided one after the other
 * on the room's own context. What was decided goes to the keeper in that same order.
 */
final class RoomLoop implements Intake, Control {
    private static final Logger LOG = LoggerFactory.getLogger(RoomLoop.class);
    private static final int MOST_AT_A_TIME = 500;
    private static final long TICK_MS = 250;

    private final Context context;
    private final Room room;
    private final Keeper keeper;
    private final InstantSource clock;
    private final Queue<Runnable> inputs = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean awake = new AtomicBoolean();

    RoomLoop(Context context, Room room, Keeper keeper, InstantSource clock) {
        this.context = context;
        this.room = room;
        this.keeper = keeper;
        this.clock = clock;
    }

    /** Starts the clock's ticks; to be called on the room's context. */
    void start() {
        context.owner().setPeriodic(TICK_MS, timer -> tick());
    }

    @Override
    public Future<Void> offer(DeviceReport report) {
        Promise<Void> kept = Promise.promise();
        enter(() -> decide(() -> room.report(report), kept));
        return onCaller(kept);
    }

    /** The connection of a device broke off. */
    void linkLost(DeviceId device) {
        enter(() -> tell(room.linkLost(device, clock.instant())));
    }

    @Override
    public Future<Void> command(Command command, Reach reach) {
        Promise<Void> kept = Promise.promise();
        enter(() -> decide(() -> command(command, reach, clock.instant()), kept));
        return onCaller(kept);
    }

    private Decision command(Command command, Reach reach, Instant now) {
        Concerned.check(room, command, reach);
        return room.command(command, now);
    }

    /** What comes to a decision. */
    private interface Deciding {
        Decision decide();
    }

    private void tick() {
        tell(room.tick(clock.instant()));
    }

    /** Keeps what nobody waits for. */
    private void tell(Decision decision) {
        if (!decision.empty()) {
            keeper.keep(decision, failure -> {});
        }
    }

    private void decide(Deciding deciding, Promise<Void> kept) {
        try {
            keep(deciding.decide(), kept);
        } catch (CommandRefused refused) {
            kept.fail(refused);
        } catch (RoomFull full) {
            kept.fail(new NotKept(String.valueOf(full.getMessage()), full));
        } catch (RuntimeException unforeseen) {
            LOG.error("A report or command could not be decided; the next one is", unforeseen);
            kept.tryFail(new NotKept("The message could not be taken in.", unforeseen));
        }
    }

    private void keep(Decision decision, Promise<Void> kept) {
        if (decision.empty()) {
            kept.complete();
            return;
        }
        keeper.keep(decision, failure -> {
            if (failure == null) {
                kept.complete();
            } else {
                kept.fail(new NotKept("The store cannot keep readings at present.", failure));
            }
        });
    }

    private void enter(Runnable input) {
        inputs.add(input);
        if (awake.compareAndSet(false, true)) {
            context.runOnContext(unused -> drain());
        }
    }

    private void drain() {
        for (int i = 0; i < MOST_AT_A_TIME; i++) {
            Runnable input = inputs.poll();
            if (input == null) {
                break;
            }
            run(input);
        }
        awake.set(false);
        if (!inputs.isEmpty() && awake.compareAndSet(false, true)) {
            context.runOnContext(unused -> drain());
        }
    }

    /** Whatever becomes of one of them, those that come after it are heard. */
    private static void run(Runnable input) {
        try {
            input.run();
        } catch (RuntimeException unforeseen) {
            LOG.error("What came to the room could not be dealt with; what follows is", unforeseen);
        }
    }

    /** Brings the outcome back to the thread of whoever asked. */
    private static Future<Void> onCaller(Promise<Void> kept) {
        Context caller = Vertx.currentContext();
        if (caller == null) {
            return kept.future();
        }
        Promise<Void> there = Promise.promise();
        kept.future().onComplete(done -> caller.runOnContext(unused -> there.handle(done)));
        return there.future();
    }
}
