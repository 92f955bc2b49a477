/** Where the time of scoring goes. No part of the API. */
package org.lgsc.eval.internal.scoring;
