package org.lgsc.data.augment;

import org.lgsc.core.image.RgbImage;

/**
 * Photometric distortion: {@code (value + brightness) * contrast}, then saturation and hue in HSV.
 *
 * @param brightness added to every value, of 255
 * @param contrast factor of every value
 * @param saturation factor of the HSV saturation
 * @param hueDegrees added to the HSV hue
 */
record ColourChange(double brightness, double contrast, double saturation, double hueDegrees) {

    RgbImage apply(RgbImage image) {
        boolean levels = brightness != 0 || contrast != 1;
        boolean colour = saturation != 1 || hueDegrees != 0;
        if (!levels && !colour) {
            return image;
        }
        float[] level = new float[256];
        for (int v = 0; v < 256; v++) {
            level[v] = (float) ((v + brightness) * contrast);
        }
        byte[] out = colour ? colours(image.data(), level) : levels(image.data(), level);
        return new RgbImage(image.width(), image.height(), out);
    }

    private static byte[] levels(byte[] in, float[] level) {
        byte[] table = new byte[256];
        for (int v = 0; v < 256; v++) {
            table[v] = clip(level[v]);
        }
        byte[] out = new byte[in.length];
        for (int i = 0; i < in.length; i++) {
            out[i] = table[in[i] & 0xff];
        }
        return out;
    }

    private byte[] colours(byte[] in, float[] level) {
        byte[] out = new byte[in.length];
        float factor = (float) saturation;
        float turn = (float) (hueDegrees / 60);
        for (int i = 0; i < in.length; i += 3) {
            float r = level[in[i] & 0xff];
            float g = level[in[i + 1] & 0xff];
            float b = level[in[i + 2] & 0xff];
            float max = Math.max(r, Math.max(g, b));
            float chroma = max - Math.min(r, Math.min(g, b));
            if (turn == 0 || chroma == 0) {
                // Scaling S at constant H and V scales every distance to the maximum.
                out[i] = clip(max - (max - r) * factor);
                out[i + 1] = clip(max - (max - g) * factor);
                out[i + 2] = clip(max - (max - b) * factor);
                continue;
            }
            float hue; // in sixths of the circle
            if (max == r) {
                hue = (g - b) / chroma;
            } else if (max == g) {
                hue = 2 + (b - r) / chroma;
            } else {
                hue = 4 + (r - g) / chroma;
            }
            hue += turn;
            hue = hue < 0 ? hue + 6 : hue >= 6 ? hue - 6 : hue;
            int sector = Math.min(5, (int) hue);
            float within = hue - sector;
            float scaled = chroma * factor;
            byte top = clip(max);
            byte low = clip(max - scaled);
            byte falling = clip(max - scaled * within);
            byte rising = clip(max - scaled * (1 - within));
            out[i] = pick(sector, top, falling, low, low, rising, top);
            out[i + 1] = pick(sector, rising, top, top, falling, low, low);
            out[i + 2] = pick(sector, low, low, rising, top, top, falling);
        }
        return out;
    }

    private static byte pick(int sector, byte a, byte b, byte c, byte d, byte e, byte f) {
        return switch (sector) {
            case 0 -> a;
            case 1 -> b;
            case 2 -> c;
            case 3 -> d;
            case 4 -> e;
            default -> f;
        };
    }

    private static byte clip(float value) {
        return (byte) (value <= 0 ? 0 : value >= 255 ? 255 : (int) (value + 0.5f));
    }
}
