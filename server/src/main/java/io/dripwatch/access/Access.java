package io.dripwatch.access;

/**
 * Somebody saw or did something, or was refused.
 *
 * @param account under which they had signed in; "" for nobody
 * @param by how they sign
 * @param what which action, in a word
 * @param chair whose patient it concerned; "" for the whole room or none
 * @param whose which record of which patient was asked for, "" where chair or room say so; in an emergency the reason;
 *     of an administration what has changed
 * @param from the address
 * @param refused whether it was refused
 */
public record Access(String account, String by, String what, String chair, String whose, String from, boolean refused) {
    private static final int LONGEST = 400;

    public Access {
        whose = whose.length() > LONGEST ? whose.substring(0, LONGEST) : whose;
    }

    /** The same of somebody who is not signed in. */
    public static Access ofNobody(String what, String from, boolean refused) {
        return new Access("", "nobody", what, "", "", from, refused);
    }
}
