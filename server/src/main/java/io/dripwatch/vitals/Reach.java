package io.dripwatch.vitals;

import org.jspecify.annotations.Nullable;

/** At which chairs somebody may do what they ask for. */
public interface Reach {
    /** Of those who may do it everywhere. */
    Reach EVERYWHERE = chair -> true;

    /**
     * Whether a chair is among them.
     *
     * @param chair null for what stands at no chair that is known: only who may do it everywhere reaches that
     */
    boolean covers(@Nullable ChairId chair);
}
