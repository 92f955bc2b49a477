package org.lgsc.core;

/**
 * Ground truth of a presentation: {@link #LIVE} is bona fide and has the value 1 in label arrays,
 * {@link #SPOOF} is an attack presentation with the value 0 (invariant 1 of docs/internals.md).
 */
public enum Label {
    /** An attack presentation: print, replay, mask. */
    SPOOF(0),
    /** A bona fide presentation: a living person in front of the camera. */
    LIVE(1);

    private final int value;

    Label(int value) {
        this.value = value;
    }

    /** Value in label arrays: 1 for live, 0 for spoof. */
    public int value() {
        return value;
    }

    /** True for {@link #LIVE}. */
    public boolean isLive() {
        return this == LIVE;
    }
}
