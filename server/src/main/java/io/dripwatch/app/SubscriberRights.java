package io.dripwatch.app;

import io.dripwatch.access.Access;
import io.dripwatch.access.Bearer;
import io.dripwatch.access.Witness;
import io.dripwatch.fhir.rest.Rights;
import org.jspecify.annotations.Nullable;

/** What a program that has subscribed may see now, while it does not ask. */
record SubscriberRights(String account, Bearer program, Witness witness) implements Rights {
    private static final String PROGRAM = "program ";

    /**
     * Of an account; null where it counts no more.
     *
     * @param people knows who counts
     * @param witness is told of what is sent
     */
    static @Nullable Rights of(String account, People people, Witness witness) {
        if (account.isEmpty()) {
            return people.claimed() ? null : Rights.ALL;
        }
        Bearer program = account.startsWith(PROGRAM) ? people.program(account.substring(PROGRAM.length())) : null;
        return program == null ? null : new SubscriberRights(account, program, witness);
    }

    @Override
    public boolean reads(String type) {
        return program.reads(type);
    }

    @Override
    public boolean searches(String type) {
        return program.searches(type);
    }

    @Override
    public boolean subscribes() {
        return program.subscribes();
    }

    @Override
    public boolean full() {
        return program.full();
    }

    @Override
    public void part(String type, String what, boolean refused) {
        witness.saw(new Access(account, program.name() + ", program", "export", "", what, "", refused), false);
    }
}
