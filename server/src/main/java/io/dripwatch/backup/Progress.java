package io.dripwatch.backup;

/** Is told how far a long piece of work has come. */
public interface Progress {
    /** Nobody wants to know. */
    Progress UNSEEN = (step, percent) -> {};

    /**
     * Told often; must be quick.
     *
     * @param step what is being done, as in "copying"
     * @param percent how much of this step is done, 0 to 100
     */
    void at(String step, int percent);
}
