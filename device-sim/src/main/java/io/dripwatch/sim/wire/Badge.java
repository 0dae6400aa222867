package io.dripwatch.sim.wire;

/**
 * What a device shows that pushes JSON or publishes: the token that the server has given it.
 *
 * @param name under which the token was made; MQTT asks for it
 * @param token empty where it shows none
 */
public record Badge(String name, String token) {
    /** It shows nothing. */
    public static final Badge NONE = new Badge("", "");

    /** Whether there is something to show. */
    public boolean isShown() {
        return !token.isEmpty();
    }

    /** As the value of an Authorization header. */
    public String header() {
        return "Bearer " + token;
    }

    /** Does not tell the token. */
    @Override
    public String toString() {
        return isShown() ? name + " ***" : "no token";
    }
}
