// Go on to the address that the server returned when a passkey was added.
document.addEventListener("otp_webauthn.register_complete", (event) => {
  window.location.assign(event.detail.response.redirect_url);
});
