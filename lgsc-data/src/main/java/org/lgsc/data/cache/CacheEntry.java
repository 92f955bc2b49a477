package org.lgsc.data.cache;

import org.lgsc.core.Label;
import org.lgsc.core.face.FaceBox;

/**
 * A picture of a cache, which is one line of its manifest.
 *
 * @param path below the cache's folder, with forward slashes
 * @param video id of the presentation
 * @param frame number in the video from 0; -1 when the presentation is a picture
 * @param subject the subject shown
 * @param label live or spoof
 * @param species PAI species; empty for bona fide
 * @param box the face in the upright frame, before enlargement; its confidence is not recorded
 * @param boxSource source of the box: "annotation" or a detector
 * @param sha256 of the file, 64 hexadecimal digits
 */
public record CacheEntry(
        String path,
        String video,
        int frame,
        String subject,
        Label label,
        String species,
        FaceBox box,
        String boxSource,
        String sha256) {}
