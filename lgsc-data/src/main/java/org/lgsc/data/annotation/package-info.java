/** Where faces are, as the published data sets say it: a file a video, in formats of their own. */
package org.lgsc.data.annotation;
