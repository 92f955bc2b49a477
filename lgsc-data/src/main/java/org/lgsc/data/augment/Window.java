package org.lgsc.data.augment;

/**
 * A rectangle of a picture.
 *
 * @param x left edge
 * @param y top edge
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 */
record Window(int x, int y, int width, int height) {
    static Window whole(int width, int height) {
        return new Window(0, 0, width, height);
    }

    boolean isWhole(int pictureWidth, int pictureHeight) {
        return x == 0 && y == 0 && width == pictureWidth && height == pictureHeight;
    }

    /** Returns a window of this window, in the picture's coordinates. */
    Window part(Window inner) {
        return new Window(x + inner.x, y + inner.y, inner.width, inner.height);
    }
}
