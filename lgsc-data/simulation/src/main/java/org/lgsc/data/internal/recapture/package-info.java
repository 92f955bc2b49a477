/** Models of printing, display and the camera in front of them. No part of the API. */
package org.lgsc.data.internal.recapture;
