package org.lgsc.service;

import java.io.IOException;
import java.io.InputStream;
import org.lgsc.core.detector.LivenessResult;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/**
 * Answers {@code POST /liveness}. A picture is bytes in a request, which cannot name a file. A body
 * that is not a picture, or has no face, is not an error: the answer is undecided with its reason.
 */
@RestController
class LivenessController {
    private final Checks checks;
    private final int mostBytes;

    LivenessController(Checks checks, ServiceOptions options) {
        this.checks = checks;
        mostBytes = Math.toIntExact(options.picture().toBytes());
    }

    /**
     * Checks the picture in the body: {@code curl -H Content-Type:image/jpeg --data-binary @FILE}.
     */
    @PostMapping(
            path = "/liveness",
            consumes = {"image/*", MediaType.APPLICATION_OCTET_STREAM_VALUE},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<LivenessResult.Summary> body(InputStream body)
            throws IOException, InterruptedException {
        return answer(body.readNBytes(mostBytes + 1));
    }

    /** Checks the picture in a part of a form: {@code curl -F picture=@FILE}. */
    @PostMapping(
            path = "/liveness",
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<LivenessResult.Summary> form(@RequestPart("picture") MultipartFile picture)
            throws IOException, InterruptedException {
        return answer(picture.getBytes());
    }

    private ResponseEntity<LivenessResult.Summary> answer(byte[] picture)
            throws InterruptedException {
        if (picture.length > mostBytes) {
            throw new ResponseStatusException(
                    HttpStatusCode.valueOf(413), // its name differs between Spring's versions
                    "The picture has more than " + mostBytes + " bytes.");
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(checks.check(picture));
    }
}
