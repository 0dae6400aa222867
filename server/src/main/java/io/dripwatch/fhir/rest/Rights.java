package io.dripwatch.fhir.rest;

/** What whoever asks may see of the chart. Answers at once. */
public interface Rights {
    /** All of it: where nobody has to say who they are. */
    Rights ALL = new Rights() {
        @Override
        public String account() {
            return "";
        }

        @Override
        public boolean reads(String type) {
            return true;
        }

        @Override
        public boolean searches(String type) {
            return true;
        }

        @Override
        public boolean subscribes() {
            return true;
        }

        @Override
        public boolean full() {
            return false;
        }

        @Override
        public void part(String type, String what, boolean refused) {
            // Nobody has to be told of those who need not say who they are.
        }
    };

    /** Under which name what is made for them is kept from others. */
    String account();

    /** Whether they may read single resources of a type. */
    boolean reads(String type);

    /** Whether they may search and export the resources of a type. */
    boolean searches(String type);

    /** Whether they may be told of what is new, as far as they may read it. */
    boolean subscribes();

    /** Whether they get every Observation where they do not say how many they want. */
    boolean full();

    /**
     * Tells of something that they have asked for within something else, or that was refused.
     *
     * @param what was asked for, an address under that of the API without its query
     */
    void part(String type, String what, boolean refused);
}
