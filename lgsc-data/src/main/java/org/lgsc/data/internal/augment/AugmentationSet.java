package org.lgsc.data.internal.augment;

import java.util.Locale;
import java.util.function.Supplier;
import org.lgsc.data.augment.Augmentation;

/** Augmentations by name. */
public enum AugmentationSet {
    /** The published code's nine, each with probability 0.5; the paper names none. */
    PUBLISHED(Augmentation::published),
    /** Changes that keep colour and texture, see {@link Augmentation#mild()}. */
    MILD(Augmentation::mild),
    /** Other cameras, see {@link Augmentation#camera()}. */
    CAMERA(Augmentation::camera),
    /** Only the flip. */
    FLIP(Augmentation::flip),
    /** Pictures stay unchanged. */
    NONE(Augmentation::none);

    private final Supplier<Augmentation> augmentation;

    AugmentationSet(Supplier<Augmentation> augmentation) {
        this.augmentation = augmentation;
    }

    /** Returns the augmentation of this name. */
    public Augmentation augmentation() {
        return augmentation.get();
    }

    /** Lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
