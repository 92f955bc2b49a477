/** Models of printing, display and the camera in front of them. Not part of the API. */
package org.lgsc.data.internal.recapture;
