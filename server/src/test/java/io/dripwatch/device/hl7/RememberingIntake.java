package io.dripwatch.device.hl7;

import io.dripwatch.device.Intake;
import io.dripwatch.vitals.DeviceReport;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A door that remembers what came through it, and decides as told when, and whether, a report is durable. */
public final class RememberingIntake implements Intake {
    private final List<DeviceReport> reports = new ArrayList<>();
    private final Deque<Promise<Void>> undecided = new ArrayDeque<>();
    private boolean hesitant;
    private boolean full;
    private boolean broken;

    @Override
    public synchronized Future<Void> offer(DeviceReport report) {
        if (broken) {
            throw new IllegalStateException("a broken promise");
        }
        if (full) {
            return Future.failedFuture(new NotKept("the disk is full"));
        }
        reports.add(report);
        if (!hesitant) {
            return Future.succeededFuture();
        }
        Promise<Void> decided = Promise.promise();
        undecided.add(decided);
        Context caller = Vertx.currentContext();
        if (caller == null) {
            return decided.future();
        }
        Promise<Void> told = Promise.promise();
        decided.future().onComplete(done -> caller.runOnContext(v -> told.handle(done)));
        return told.future();
    }

    public synchronized RememberingIntake hesitant() {
        hesitant = true;
        return this;
    }

    public synchronized RememberingIntake full() {
        full = true;
        return this;
    }

    /** There is room again. */
    public synchronized void roomy() {
        full = false;
    }

    public synchronized RememberingIntake broken() {
        broken = true;
        return this;
    }

    public synchronized List<DeviceReport> reports() {
        return List.copyOf(reports);
    }

    public synchronized int undecided() {
        return undecided.size();
    }

    /** Makes the newest report that still hangs durable, so that the order is not the order of arrival. */
    public void keepNewest() {
        Promise<Void> promise;
        synchronized (this) {
            promise = undecided.removeLast();
        }
        promise.complete();
    }

    public void keepOldest() {
        Promise<Void> promise;
        synchronized (this) {
            promise = undecided.removeFirst();
        }
        promise.complete();
    }

    public void keepAll() {
        while (undecided() > 0) {
            keepNewest();
        }
    }
}
