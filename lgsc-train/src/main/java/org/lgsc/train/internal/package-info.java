/** What a run and its model card share. No part of the API. */
package org.lgsc.train.internal;
