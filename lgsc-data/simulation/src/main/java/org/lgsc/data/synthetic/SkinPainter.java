package org.lgsc.data.synthetic;

/**
 * Reflectance of the face: skin with its texture, eyes, brows, nostrils, lips, beard and glasses.
 */
final class SkinPainter {
    private final SyntheticSubject subject;
    private final CaptureConditions conditions;
    private final HeadModel model;
    private final float soft;
    private final float shiftU;
    private final float shiftV;
    private final float[] tone;
    private final float[] spots;

    /**
     * @param soft width of an edge in face units, about the distance of two samples
     */
    SkinPainter(
            SyntheticSubject subject, CaptureConditions conditions, HeadModel model, float soft) {
        this.subject = subject;
        this.conditions = conditions;
        this.model = model;
        this.soft = soft;
        this.tone = subject.skin().tone();
        shiftU = 3.7f * (subject.textureSeed() & 0xff);
        shiftV = 3.7f * (subject.textureSeed() >> 8);
        spots = new float[3 * subject.skin().blemishes()];
        for (int i = 0; i < spots.length; i += 3) {
            spots[i] = 1.4f * NoiseField.cell(i, 1, subject.textureSeed()) - 0.7f;
            spots[i + 1] = 1.9f * NoiseField.cell(i, 2, subject.textureSeed()) - 0.75f;
            spots[i + 2] = 0.015f + 0.022f * NoiseField.cell(i, 3, subject.textureSeed());
        }
    }

    /**
     * @param out receives linear RGB, the gloss and the extra light of a catch light
     */
    void paint(float u, float v, float[] out) {
        float a = Math.abs(u);
        skin(u, v, a, out);
        var eyes = subject.eyes();
        float ex = a - eyes.apart();
        float ey = v - eyes.height() + eyes.slant() * ex / eyes.width();
        float line = model.mouthLine(u);
        float hair = facialHair(u, v, a, v - line);
        if (hair > 0) {
            strand(u, v, hair, out);
        }
        if (Math.abs(ex) < 0.42f && ey > -0.55f && ey < 0.25f) {
            brow(u, ex, ey, out);
            eye(u, ex, ey, out);
        }
        float nostrilU = (a - 0.48f * subject.nose().width()) / (0.3f * subject.nose().width());
        float nostrilV = (v - subject.nose().tip() - 0.125f + 0.02f * nostrilU) / 0.036f;
        float nostril = edge(1 - nostrilU * nostrilU - nostrilV * nostrilV, soft * 25);
        if (nostril > 0) {
            shade(out, 1 - 0.82f * nostril);
            out[3] *= 1 - nostril;
        }
        if (Math.abs(v - line) < 0.4f && a < model.mouthWidth() * 1.1f) {
            lips(u, v - line, out);
        }
        if (subject.glasses().worn()) {
            glasses(u, a, v, out);
        }
    }

    private void skin(float u, float v, float a, float[] out) {
        var skin = subject.skin();
        float fine = NoiseField.octaves(u * 125 + shiftU, v * 125 + shiftV);
        float coarse = NoiseField.octaves(u * 24 + shiftV, v * 24 + shiftU);
        float level = 1 + skin.texture() * (0.85f * fine + 0.8f * coarse);
        float red =
                skin.redness()
                        * (0.3f * coarse
                                + hill(a - 0.55f, v - 0.28f, 0.42f)
                                + hill(a, v - subject.nose().tip(), 0.25f)
                                + 0.5f * hill(a, v - subject.head().chin() + 0.15f, 0.3f));
        // tired, darker skin around the eyes
        float socket =
                0.16f * hill(a - subject.eyes().apart(), v - subject.eyes().height() - 0.1f, 0.28f);
        level *= 1 - socket;
        if (skin.freckles() > 0 && v > -0.4f && v < 0.7f) {
            float cu = u * 26;
            float cv = v * 26;
            int iu = (int) Math.floor(cu);
            int iv = (int) Math.floor(cv);
            float chance = NoiseField.cell(iu, iv, subject.textureSeed());
            if (chance < 0.55f * skin.freckles() * (1 - a)) {
                float du = cu - iu - 0.3f - 0.4f * NoiseField.cell(iu, iv, 11);
                float dv = cv - iv - 0.3f - 0.4f * NoiseField.cell(iu, iv, 12);
                float spot = Math.max(0, 1 - (du * du + dv * dv) * 9);
                level *= 1 - 0.35f * spot;
                red += 0.1f * spot;
            }
        }
        for (int i = 0; i < spots.length; i += 3) {
            float du = (u - spots[i]) / spots[i + 2];
            float dv = (v - spots[i + 1]) / spots[i + 2];
            float d = 1 - du * du - dv * dv;
            if (d > 0) {
                level *= 1 - 0.6f * Math.min(1, 1.5f * d);
            }
        }
        if (skin.wrinkles() > 0 && v < -0.45f && a < 0.62f) {
            float fold = (v + 0.5f + 0.03f * NoiseField.value(u * 5 + shiftU, v * 9)) * 11;
            float saw = fold - (float) Math.floor(fold) - 0.5f;
            level *=
                    1 - 0.16f * skin.wrinkles() * Math.max(0, 1 - 36 * saw * saw) * (1 - a / 0.62f);
        }
        out[0] = tone[0] * level * (1 + 0.35f * red);
        out[1] = tone[1] * level * (1 - 0.9f * red);
        out[2] = tone[2] * level * (1 - 0.8f * red);
        out[3] = skin.gloss() * Math.max(0.2f, 1 + 0.5f * fine);
        out[4] = 0;
    }

    /** Returns the density of beard and moustache at a point. */
    private float facialHair(float u, float v, float a, float below) {
        var worn = subject.facialHair();
        float density = 0;
        if (worn.beard() > 0) {
            float border =
                    0.62f - 0.75f * Math.max(0, a - 0.42f) + 0.05f * NoiseField.value(u * 9, v * 9);
            float region = edge(v - border, 0.08f);
            float mouth = model.mouthWidth() + 0.07f;
            float free = a * a / (mouth * mouth) + (below * below) / 0.04f;
            density = worn.beard() * region * edge(free - 1, 0.5f);
        }
        if (worn.moustache() > 0 && below < 0.05f) {
            float top = subject.nose().tip() + 0.13f;
            float middle = 0.5f * (top + v - below) - 0.5f * subject.mouth().upper();
            float half = Math.max(0.05f, v - below - middle);
            float across = a / (model.mouthWidth() * 1.12f);
            float down = (v - middle - 0.13f * across * across) / half;
            float region = edge(0.8f - across * across - down * down, 0.7f);
            density = Math.max(density, worn.moustache() * region);
        }
        return density;
    }

    private void strand(float u, float v, float density, float[] out) {
        float strands =
                0.5f
                        + 0.5f * NoiseField.value(u * 62 + shiftU + 14 * v, v * 21 + shiftV)
                        + 0.3f * NoiseField.octaves(u * 90 + shiftV, v * 50);
        float cover = Math.min(0.93f, Math.max(0, density * (0.42f + 0.85f * strands)));
        blend(out, subject.hair().colour(), cover, 0.75f + 0.5f * strands);
        out[3] *= 1 - 0.7f * cover;
    }

    private void brow(float u, float ex, float ey, float[] out) {
        var eyes = subject.eyes();
        float t = (ex + 0.02f) / 0.31f;
        if (t < -1.1f || t > 1.15f) {
            return;
        }
        float raise = 0.25f * eyes.opening() * (conditions.lids() - 1);
        // brows follow the slant of the eyes only partly
        float centre =
                0.6f * eyes.slant() * ex / eyes.width()
                        - eyes.browHeight()
                        - eyes.browArch() * (1 - (t - 0.25f) * (t - 0.25f))
                        - raise;
        float thick = eyes.browThickness() * (t > 0 ? 1 - 0.62f * t : 1 - 0.12f * t * t);
        float ragged = 0.3f * NoiseField.value(u * 55 + 20 * ey + shiftU, ey * 26 + shiftV);
        float cover =
                edge((1 - Math.abs(ey - centre) / thick) + ragged, 0.9f)
                        * edge(1 - Math.abs(t) + 0.2f * ragged, 0.3f);
        if (cover > 0) {
            float strands = NoiseField.value(u * 75 + 40 * ey + shiftV, ey * 30 + shiftU);
            blend(
                    out,
                    subject.hair().colour(),
                    cover * (0.74f + 0.2f * strands),
                    0.8f + 0.4f * strands);
            out[3] *= 1 - cover;
        }
    }

    private void eye(float u, float ex, float ey, float[] out) {
        var eyes = subject.eyes();
        float t = ex / eyes.width();
        float arc = 1 - t * t;
        float open =
                eyes.opening() * conditions.lids() * (1 - 0.25f * Math.max(0, conditions.smile()));
        float upper = -open * Math.max(arc, -0.4f) * (1 + 0.25f * t);
        float lower = 0.72f * open * Math.max(arc, -0.4f);
        float crease = (ey - upper + 0.052f + 0.02f * t * t) / 0.014f;
        if (Math.abs(t) < 1.05f) {
            shade(out, 1 - 0.38f * Math.max(0, 1 - crease * crease));
        }
        float inside = Math.min(edge(ey - upper, soft), edge(lower - ey, soft)) * edge(arc, 0.06f);
        if (inside > 0) {
            eyeball(u, ex, ey, upper, open, inside, out);
        }
        // lashes: a dark line along the upper lid, thicker outwards, and a faint one below
        float reach = edge(1.12f - Math.abs(t), 0.1f);
        float thick = (0.014f + 0.016f * eyes.lashes()) * (0.8f + 0.35f * t);
        float d = (ey - upper + 0.3f * thick) / thick;
        float lash = reach * Math.max(0, 1 - d * d) * (0.55f + 0.45f * eyes.lashes());
        float e = (ey - lower) / 0.013f;
        lash = Math.max(lash, 0.35f * reach * Math.max(0, 1 - e * e));
        shade(out, 1 - 0.9f * Math.min(1, lash * 1.2f));
    }

    private void eyeball(
            float u, float ex, float ey, float upper, float open, float inside, float[] out) {
        var eyes = subject.eyes();
        float side = Math.signum(u);
        float gaze = 0.045f * conditions.gazeX() * side;
        float ix = ex - gaze;
        float iy = ey + 0.008f;
        float radius = (float) Math.sqrt(ix * ix + iy * iy);
        float iris = edge(0.1f - radius, soft);
        float pupil = edge(0.042f - radius, soft);
        float lid = 1 - 0.45f * Math.max(0, 1 - (ey - upper) / (0.6f * open + 0.01f));
        float vein = 0.05f * NoiseField.value(u * 40, ey * 60);
        float corner = Math.min(1, Math.max(0, (Math.abs(ex) / eyes.width() - 0.6f) * 2.5f));
        float white = 0.56f * lid * (1 - 0.3f * corner);
        float r = white * (1 + vein + 0.1f * corner);
        float g = white * (0.95f - vein - 0.12f * corner);
        float b = white * (0.93f - vein - 0.1f * corner);
        if (iris > 0) {
            float rays =
                    NoiseField.value(
                            ix * 260 * (0.1f / (radius + 0.03f)),
                            iy * 260 * (0.1f / (radius + 0.03f)));
            float ring = radius > 0.082f ? 0.45f : 1;
            float level = lid * ring * (1.15f + 0.45f * rays) * (1 - 0.97f * pupil);
            r += iris * (eyes.iris()[0] * level - r);
            g += iris * (eyes.iris()[1] * level - g);
            b += iris * (eyes.iris()[2] * level - b);
        }
        out[0] += inside * (r - out[0]);
        out[1] += inside * (g - out[1]);
        out[2] += inside * (b - out[2]);
        out[3] *= 1 - inside;
        float lightX = 0.04f * conditions.lightAzimuth() / 65 * side;
        float lx = ix - lightX;
        float ly = iy + 0.036f;
        out[4] += 0.75f * inside * edge(0.021f - (float) Math.sqrt(lx * lx + ly * ly), soft);
    }

    private void lips(float u, float below, float[] out) {
        var mouth = subject.mouth();
        float t = u / model.mouthWidth();
        float arc = 1 - t * t;
        if (arc <= -0.1f) {
            return;
        }
        arc = Math.max(arc, 0);
        float gap =
                0.17f * conditions.mouthOpen() * arc
                        + 0.1f * Math.max(0, conditions.smile() - 0.45f) * arc;
        float bow = 1 - 0.28f * Math.max(0, 1 - 30 * t * t);
        float top =
                -mouth.upper() * bow * (arc * 0.6f + 0.4f * (float) Math.sqrt(arc)) - 0.4f * gap;
        float bottom = mouth.lower() * (float) Math.sqrt(arc) * arc + 0.6f * gap + 0.004f;
        float cover = edge(below - top, soft * 1.5f) * edge(bottom - below, soft * 2);
        if (cover <= 0) {
            return;
        }
        float lines =
                NoiseField.value(u * 70 + shiftU, below * 14)
                        + 0.5f * NoiseField.octaves(u * 100, below * 60 + shiftV);
        float level = (below < 0 ? 0.82f : 1.02f) * (1 + 0.1f * lines);
        blend(out, mouth.colour(), 0.88f * cover, level);
        out[3] += cover * 0.05f * (below > 0 ? 1 : 0.3f);
        float inner = gap * 0.4f;
        float open = edge(below + inner, soft) * edge(0.6f * gap - below, soft) * edge(gap, 0.02f);
        if (open > 0) {
            float tooth = u * 11;
            float between = tooth - (float) Math.floor(tooth) - 0.5f;
            float enamel =
                    Math.max(
                            0,
                            edge(0.55f * gap - inner - below + 0.02f, soft)
                                    * (0.62f - 1.2f * Math.max(0, Math.abs(between) - 0.4f)));
            float light = (1 - 0.6f * t * t);
            float[] teeth = {
                enamel * light + 0.02f,
                0.95f * enamel * light + 0.006f,
                0.84f * enamel * light + 0.006f
            };
            blend(out, teeth, open, 1);
            out[3] *= 1 - open;
        }
        float seam = below / (0.012f + 0.006f * (1 - Math.abs(t)));
        if (gap < 0.02f) {
            shade(out, 1 - 0.75f * Math.max(0, 1 - seam * seam));
        }
    }

    private void glasses(float u, float a, float v, float[] out) {
        var rim = subject.glasses();
        float cy = subject.eyes().height() + 0.03f;
        float du = Math.abs(a - 0.4f) / rim.width();
        float dv = Math.abs(v - cy) / rim.height();
        if (du > 1.5f && dv > 1.5f) {
            return;
        }
        float level = (float) (Math.pow(du, rim.squareness()) + Math.pow(dv, rim.squareness()));
        float distance =
                (1 - (float) Math.pow(level, 1 / rim.squareness()))
                        * Math.min(rim.width(), rim.height());
        float frame = edge(rim.thickness() / 2 - Math.abs(distance + rim.thickness() / 2), soft);
        float bridge =
                edge(0.1f - a, soft)
                        * edge(
                                rim.thickness() * 0.5f - Math.abs(v - cy + 0.06f - 0.9f * a * a),
                                soft);
        float temple =
                a > 0.4f + rim.width()
                        ? edge(rim.thickness() * 0.5f - Math.abs(v - cy + 0.06f), soft)
                        : 0;
        float cover = Math.max(frame, Math.max(bridge, temple));
        // the rim's shadow on the skin, then faint reflections in the glass
        float shadow =
                Math.max(0, 1 - Math.abs(distance + 0.06f) / 0.07f) * (v > cy ? 0.25f : 0.08f);
        shade(out, 1 - shadow);
        if (distance > 0) {
            shade(out, 0.94f);
            float band = u + 0.8f * v + 0.25f * conditions.lightAzimuth() / 65;
            out[4] += 0.035f * edge(0.09f - Math.abs(band - Math.signum(u) * 0.35f), 0.08f);
        }
        if (cover > 0) {
            blend(out, rim.colour(), cover, 1);
            out[3] += cover * (0.25f - out[3]);
        }
    }

    private static void blend(float[] out, float[] colour, float cover, float level) {
        for (int c = 0; c < 3; c++) {
            out[c] += cover * (colour[c] * level - out[c]);
        }
    }

    private static void shade(float[] out, float factor) {
        out[0] *= factor;
        out[1] *= factor;
        out[2] *= factor;
    }

    private static float hill(float du, float dv, float radius) {
        float d = 1 - (du * du + dv * dv) / (radius * radius);
        return d > 0 ? d * d : 0;
    }

    /** Smooth step centred on 0: 0 below -width/2, 1 above width/2. */
    static float edge(float distance, float width) {
        float t = distance / width + 0.5f;
        if (t <= 0) {
            return 0;
        }
        return t >= 1 ? 1 : t * t * (3 - 2 * t);
    }
}
